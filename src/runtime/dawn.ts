/** WebGPU for Node, from the optional package `webgpu` (Dawn). */
import { agrees, goldenStep } from "./engine-check.ts";
import type { Engine, GraphicsEngine } from "./engine.ts";
import { RunFailure } from "./failure.ts";

/** Opens WebGPU in a process that has opened wasm, puts it to work and compares a golden step. Throws a RunFailure where it is not to be had. */
export async function openDawn(wasm: Engine): Promise<GraphicsEngine> {
  await wasm.activate();
  const golden = await goldenStep(wasm.tf);
  const gpu = await dawnGpu();
  // Its program asks for WebGPU's constants as it loads.
  const { openWebgpu } = await import("./webgpu-engine.ts");
  const engine = await openWebgpu(gpu);
  await engine.activate();
  if (agrees(await goldenStep(engine.tf), golden)) return engine;
  throw new RunFailure(
    "unsupported",
    `WebGPU on ${engine.device} computes other numbers than it should; use --engine wasm`,
  );
}

async function dawnGpu(): Promise<GPU> {
  const { create, globals } = await import("webgpu").catch((error: unknown) => {
    throw new RunFailure(
      "unsupported",
      "--engine webgpu needs the optional package webgpu, which is not here or does not load; run npm install webgpu, or use --engine wasm",
      { cause: error },
    );
  });
  Object.assign(globalThis, globals);
  const gpu: GPU = create([]);
  if ((await gpu.requestAdapter()) === null) {
    throw new RunFailure(
      "unsupported",
      "WebGPU finds no graphics processor; install its driver (on Linux with Vulkan’s loader, libvulkan.so.1), or use --engine wasm",
    );
  }
  // Where tfjs looks for it.
  Object.defineProperty(navigator, "gpu", { value: gpu, configurable: true });
  return gpu;
}
