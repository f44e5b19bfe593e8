import { classifierRecipe } from "#ml/classifier-recipe.ts";

export default classifierRecipe({
  version: 1,
  title: "Convolutional network for MNIST, trained on images with noise of standard deviation 0.4",
  dataset: "mnist",
  architecture: "conv",
  trainingImages: 20_000,
  testImages: 10_000,
  training: { kind: "noise", sigma: 0.4 },
  epochs: 4,
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
