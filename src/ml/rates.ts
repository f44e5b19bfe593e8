/** How the learning rate changes over a training: the part of the steps that are over, 0 to below 1 → a factor. */
export type RateSchedule = (part: number) => number;

export const constant: RateSchedule = () => 1;

/** From 1 to 0 along a half cosine (Loshchilov and Hutter 2017, eq. 5, without restarts), rounded so that every engine agrees. */
export const cosine: RateSchedule = (part) =>
  (1 + Math.round(Math.cos(Math.PI * part) * 1e9) / 1e9) / 2;

/** Times `factor` at each of `places`. */
export function drops(places: readonly number[], factor: number): RateSchedule {
  return (part) => places.reduce((rate, place) => (part >= place ? rate * factor : rate), 1);
}

/** Rises evenly from a tenth, so that no step is lost, over the first `length` of the steps, and goes on as `schedule` does over the rest. */
export function warmUp(length: number, schedule: RateSchedule): RateSchedule {
  return (part) =>
    part < length ? 0.1 + (0.9 * part) / length : schedule((part - length) / (1 - length));
}
