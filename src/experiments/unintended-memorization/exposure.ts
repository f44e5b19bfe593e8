/** How much better a secret is known than chance would have it (Carlini et al. 2019, § 4). */
import { fitSkewNormal, type Moments, skewNormalBits } from "./skew-normal.ts";

/** Mean exposure of a number that was never seen, in bits: −log₂ of an even number between 0 and 1 is log₂ e on average. */
export const chanceExposure = Math.LOG2E;

/** What one number in a hundred that was never seen exceeds, in bits. */
export const chanceLimit = Math.log2(100);

/** Exposure by rank among all candidates, the secret included: log₂ |R| − log₂ rank. */
export function exactExposure(rank: number, candidates: number): number {
  return Math.log2(candidates) - Math.log2(rank);
}

/** Exposure by rank in a sample of others, of which `ahead` are no less likely: at most log₂ of the sample's size. */
export function sampledExposure(ahead: number, sampled: number): number {
  return Math.log2(sampled) - Math.log2(1 + ahead);
}

/** Exposure by a skew normal fitted to the log-perplexities of a sample: −log₂ of the share below the secret's own. Has no upper end. */
export function extrapolatedExposure(moments: Moments, bits: number): number {
  return skewNormalBits(fitSkewNormal(moments), bits);
}

/** Numbers no less likely than the one at `index`, itself included: ties count against it. */
export function rankOf(bits: Float64Array, index: number): number {
  const own = bits[index] ?? Number.NaN;
  return bits.reduce((rank, other) => (other <= own ? rank + 1 : rank), 0);
}

/** Mean and moments about it. */
export function momentsOf(values: Float64Array): Moments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const moment = (power: 2 | 3): number =>
    values.reduce((sum, value) => {
      const off = value - mean;
      return sum + (power === 2 ? off * off : off * off * off);
    }, 0) / values.length;
  return { mean, variance: moment(2), third: moment(3) };
}
