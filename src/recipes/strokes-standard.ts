import { classifierRecipe } from "#ml/classifier-recipe.ts";

export default classifierRecipe({
  version: 1,
  title: "Convolutional network for drawn digits, standard training",
  dataset: "strokes",
  architecture: "conv",
  trainingImages: 10_000,
  testImages: 2000,
  training: { kind: "standard" },
  epochs: 5,
  batchSize: 64,
  learningRate: 0.002,
  seed: 1,
  checks: {
    norm: "l2",
    epsilons: [0.5, 1, 1.5, 2],
    pgd: { steps: 20, images: 500 },
    autoPgd: { steps: 100, restarts: 4, images: 100 },
  },
});
