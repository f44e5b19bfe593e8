export const batchSize = 32;
export const discount = 0.99;
/** Steps of a unit of work. */
export const stepsAUnit = 200;
/** Exams of a training, the steps between two at least, and the episodes of each. */
export const curvePoints = 8;
export const stepsAnExam = 2000;
export const curveEpisodes = 10;
/** Moves of a game that is shown. */
export const shownMoves = 60;

export const worldNames = ["coexistence", "sharing"] as const;
export type WorldName = (typeof worldNames)[number];

export const settingsNames = ["small", "published"] as const;

/** How a learner is trained; steps are moves in the world. */
export interface Recipe {
  /** Units of each of two hidden layers. */
  readonly hidden: number;
  /** What windows are divided by. */
  readonly windowScale: number;
  /** Latest transitions that are remembered. */
  readonly replay: number;
  /** Steps before the first update. */
  readonly warmUp: number;
  readonly stepsAnUpdate: number;
  /** Updates from one copy of the selfish network to the next. */
  readonly updatesACopy: number;
  /** Steps over which the share of random moves falls from 1 to its last value. */
  readonly exploring: number;
}

const recipes: Readonly<
  Record<
    (typeof settingsNames)[number],
    (sizes: { readonly steps: number; readonly hidden: number }, world: WorldName) => Recipe
  >
> = {
  small: ({ steps, hidden }, world) => ({
    hidden,
    windowScale: 5,
    replay: steps,
    warmUp: 0.025 * steps,
    // Sharing has learnt with fewer updates.
    stepsAnUpdate: world === "coexistence" ? 2 : 8,
    updatesACopy: 200,
    exploring: 0.6 * steps,
  }),
  // Those of the programme that the paper's authors published.
  published: () => ({
    hidden: 128,
    windowScale: 100,
    replay: 500_000,
    warmUp: 20_000,
    stepsAnUpdate: 1,
    updatesACopy: 10_000,
    exploring: 1_000_000,
  }),
};

export function recipeOf(
  sizes: Pick<Sizes, "settings" | "policy" | "steps" | "hidden">,
  world: WorldName,
): Recipe {
  // Shipped networks have learnt by the small settings.
  return recipes[sizes.policy === "shipped" ? "small" : sizes.settings](sizes, world);
}

interface Sizes {
  readonly settings: (typeof settingsNames)[number];
  readonly world: WorldName | "both";
  readonly policy: "learnt" | "shipped" | "exact";
  readonly beta: number;
  readonly betas: number;
  readonly steps: number;
  readonly hidden: number;
}

export function worldsOf({ world }: Pick<Sizes, "world">): readonly WorldName[] {
  return world === "both" ? worldNames : [world];
}

/** The selfish learner, the chosen one and the one that thinks of the other only; they are shown. */
export function shownBetas(beta: number): number[] {
  return [...new Set([1, beta, 0])];
}

/** Those of which the first game is drawn. */
export function drawnBetas(beta: number): number[] {
  return [...new Set([1, beta])];
}

/** All values of beta in the order of the run: those shown, then others, evenly spaced from 0 to 1. */
export function betasOf({ beta, betas }: Pick<Sizes, "beta" | "betas">): number[] {
  const spaced = Array.from({ length: betas }, (_, i) =>
    betas === 1 ? 1 : Math.round((1e6 * i) / (betas - 1)) / 1e6,
  );
  return [...new Set([...shownBetas(beta), ...spaced])];
}

/** Units of one player: of a learner's lessons, and two more for its games. */
export function unitsOf({ policy, steps }: Pick<Sizes, "policy" | "steps">): number {
  return policy === "learnt" ? Math.ceil(steps / stepsAUnit) + 2 : 2;
}

export function countUnits(sizes: Sizes): number {
  return worldsOf(sizes).length * betasOf(sizes).length * unitsOf(sizes);
}

/** Multiply-adds that a run in plain numbers would be on an engine, which takes a third of the time for each. */
export function countMacs(sizes: Sizes): number {
  const players = betasOf(sizes).length;
  if (sizes.policy !== "learnt") return 1e9 + worldsOf(sizes).length * players * 2e8;
  return worldsOf(sizes).reduce(
    // In coexistence there are few windows, of which a batch holds about a third of its number.
    (sum, world) => {
      const { hidden, stepsAnUpdate } = recipeOf(sizes, world);
      const pass = 25 * hidden + hidden ** 2 + 5 * hidden;
      const rows = world === "coexistence" ? batchSize / 3 : batchSize;
      return sum + players * (5e8 + (sizes.steps / stepsAnUpdate) * rows * 9 * 3 * pass);
    },
    0,
  );
}
