import { classifierRecipe } from "#ml/classifier-recipe.ts";

export default classifierRecipe({
  version: 1,
  title: "Convolutional network for drawn digits, adversarially trained within 1 in L2",
  dataset: "strokes",
  architecture: "conv",
  trainingImages: 6000,
  testImages: 2000,
  training: { kind: "adversarial", norm: "l2", epsilon: 1, steps: 5, rampEpochs: 3 },
  epochs: 8,
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
