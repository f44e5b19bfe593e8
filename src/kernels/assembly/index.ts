/** What the module offers. Addresses are bytes in the engine's own memory; tensors are float32, row by row. */
export {
  convolve,
  convolveScratch,
  convolveTurned,
  filterGradient,
  filterGradientScratch,
} from "./convolution";
export { rectifierGradient, sumRows } from "./elementwise";
export { maxPoolGradient } from "./pooling";
export { product, productScratch, transposedProduct, transposedProductScratch } from "./product";
export { pooledConvolve, pooledScratch } from "./pooled-convolution";
export {
  pooledFilterGradient,
  pooledGradientScratch,
  pooledInputGradient,
  unpool,
} from "./pooled-gradients";
export { adam, softmaxCrossEntropy } from "./learning";
export { gru, gruGradient, gruGradientScratch, gruScratch } from "./gru";
export { lstm, lstmGradient, lstmGradientScratch, lstmScratch } from "./lstm";
export { depthwise, depthwiseFilterGradient, depthwiseInputGradient } from "./depthwise";
