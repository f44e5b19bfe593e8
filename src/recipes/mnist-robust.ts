import { classifierRecipe } from "#ml/classifier-recipe.ts";

export default classifierRecipe({
  version: 1,
  title: "Convolutional network for MNIST, adversarially trained within 1.5 in L2",
  dataset: "mnist",
  architecture: "conv",
  trainingImages: 12_000,
  testImages: 10_000,
  training: { kind: "adversarial", norm: "l2", epsilon: 1.5, steps: 5, rampEpochs: 2 },
  epochs: 6,
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
