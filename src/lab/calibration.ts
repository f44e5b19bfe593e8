/** A decision with the chance its maker gave it of being right, 0 to 1. */
export interface Forecast {
  readonly confidence: number;
  readonly isRight: boolean;
}

/** How well stated confidence went with being right; shares and means, 0 to 1. */
export interface Calibration {
  readonly count: number;
  readonly right: number;
  readonly confidence: number;
  /** Mean squared distance between confidence and outcome (Brier 1950): 0 is perfect, ¼ is what tossing a coin earns. */
  readonly brier: number;
}

/** Undefined before the first forecast. */
export function calibration(forecasts: readonly Forecast[]): Calibration | undefined {
  const count = forecasts.length;
  if (count === 0) return undefined;
  const mean = (of: (forecast: Forecast) => number): number =>
    forecasts.reduce((sum, forecast) => sum + of(forecast), 0) / count;
  return {
    count,
    right: mean(({ isRight }) => Number(isRight)),
    confidence: mean(({ confidence }) => confidence),
    brier: mean(({ confidence, isRight }) => (confidence - Number(isRight)) ** 2),
  };
}
