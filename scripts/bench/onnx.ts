/** Entry of a process that measures onnxruntime's forward pass of net B, from a model file, on one thread, and prints the median processor time as JSON. */
import { median } from "./works.ts";

/** What is used of `onnxruntime-node`: a yardstick of 290 MB that the project does not bring. */
interface OnnxRuntime {
  readonly Tensor: new (type: "float32", values: Float32Array, shape: readonly number[]) => object;
  readonly InferenceSession: {
    create: (
      path: string,
      settings: { intraOpNumThreads: number; interOpNumThreads: number },
    ) => Promise<{ run: (inputs: { images: object }) => Promise<unknown> }>;
  };
}

const [model = "", batchWord = "64", repeatsWord = "20"] = process.argv.slice(2);
const [batch, repeats] = [Number(batchWord), Number(repeatsWord)];
const name = "onnxruntime-node";
const { InferenceSession, Tensor }: OnnxRuntime = await import(name);
const session = await InferenceSession.create(model, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
});
const pixels = Float32Array.from({ length: batch * 28 * 28 }, (_, i) => (i % 255) / 255);
const images = new Tensor("float32", pixels, [batch, 1, 28, 28]);
const samples: number[] = [];
for (let i = -Math.ceil(repeats / 4); i < repeats; i += 1) {
  const before = process.cpuUsage();
  await session.run({ images });
  const { user, system } = process.cpuUsage(before);
  if (i >= 0) samples.push((user + system) / 1000);
}
console.log(JSON.stringify({ forward: median(samples) }));
