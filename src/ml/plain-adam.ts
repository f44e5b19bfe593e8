/** The moments of Adam for one array of parameters, and the steps taken. */
export interface PlainAdam {
  readonly first: Float64Array;
  readonly second: Float64Array;
  steps: number;
}

export function plainAdam(parameters: number): PlainAdam {
  return { first: new Float64Array(parameters), second: new Float64Array(parameters), steps: 0 };
}

const [decay1, decay2, epsilon] = [0.9, 0.999, 1e-8];
/** A mean this small moves no parameter any more; left to fade it would stay among the numbers that processors are slow with. */
const faded = 1e-30;

/** One step of Adam (Kingma and Ba 2015, algorithm 1, their constants) in place. */
export function plainAdamStep(
  parameters: Float64Array,
  gradient: Float64Array,
  state: PlainAdam,
  rate: number,
): void {
  state.steps += 1;
  const { first, second, steps } = state;
  const corrected = (rate * Math.sqrt(1 - power(decay2, steps))) / (1 - power(decay1, steps));
  for (let i = 0; i < parameters.length; i += 1) {
    const slope = gradient[i] ?? 0;
    if (slope === 0 && first[i] === 0) {
      second[i] = decay2 * (second[i] ?? 0);
      continue;
    }
    const mean = decay1 * (first[i] ?? 0) + (1 - decay1) * slope;
    const m = mean < faded && mean > -faded ? 0 : mean;
    const v = decay2 * (second[i] ?? 0) + (1 - decay2) * slope * slope;
    first[i] = m;
    second[i] = v;
    parameters[i] = (parameters[i] ?? 0) - (corrected * m) / (Math.sqrt(v) + epsilon);
  }
}

/** By squaring, as `**` may differ in its last bit from engine to engine. */
function power(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}
