/** Ten places of viridis (van der Walt and Smith 2015), from dark to light: even steps of lightness, told apart by every eye. */
const viridis = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 73, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [110, 206, 88],
  [181, 222, 43],
  [253, 231, 37],
] as const;

export type Rgb = readonly [red: number, green: number, blue: number];

/** The colour of a share between 0 and 1 of a range; beyond it that of the nearer end. */
export function rampColour(share: number): Rgb {
  const place = Math.min(1, Math.max(0, share)) * (viridis.length - 1);
  const below = Math.min(viridis.length - 2, Math.floor(place));
  const part = place - below;
  const between = (channel: 0 | 1 | 2): number => {
    const from = viridis[below]?.[channel] ?? 0;
    const to = viridis[below + 1]?.[channel] ?? from;
    return Math.round(from + part * (to - from));
  };
  return [between(0), between(1), between(2)];
}

export function css([red, green, blue]: Rgb): string {
  return `rgb(${red},${green},${blue})`;
}
