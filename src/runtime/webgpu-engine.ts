import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu";
import "@tensorflow/tfjs-backend-webgpu/dist/register_all_kernels";
import { registerBackend, setBackend, version_core } from "@tensorflow/tfjs-core";

import { tf } from "#kernels/tf.ts";

import { type GraphicsEngine, isSoftwareRenderer } from "./engine.ts";
import { RunFailure } from "./failure.ts";

/** Opens WebGPU in a thread that has opened wasm: gradients are registered there, for all engines. Throws a RunFailure where it is not to be had. */
export async function openWebgpu(gpu: GPU | undefined): Promise<GraphicsEngine> {
  if (gpu === undefined) throw new RunFailure("unsupported", "this browser has no WebGPU");
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) {
    throw new RunFailure("unsupported", "WebGPU finds no graphics processor on this device");
  }
  const { info, limits } = adapter;
  const device = await adapter.requestDevice({
    requiredLimits: Object.fromEntries(raisedLimits.map((name) => [name, limits[name]])),
  });
  const state = { isLost: false };
  const lost = device.lost.then(() => {
    state.isLost = true;
  });
  const backend = new WebGPUBackend(device, info);
  registerBackend("webgpu", () => backend);
  const name = [info.description, info.device, info.vendor].find((word) => word !== "");
  return {
    tf,
    id: `webgpu/${version_core}`,
    activate: async () => void (await setBackend("webgpu")),
    device: name ?? "an unnamed graphics processor",
    isSoftware: info.isFallbackAdapter || isSoftwareRenderer(Object.values(words(info)).join(" ")),
    isLost: () => state.isLost,
    lost,
  };
}

/** As much as the adapter gives: tfjs sizes its work by what the device allows. */
const raisedLimits = [
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxStorageBufferBindingSize",
  "maxBufferSize",
  "maxComputeWorkgroupSizeX",
  "maxComputeInvocationsPerWorkgroup",
] as const;

function words({ vendor, architecture, device, description }: GPUAdapterInfo): object {
  return { vendor, architecture, device, description };
}
