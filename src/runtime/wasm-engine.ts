import { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import "@tensorflow/tfjs-backend-wasm/dist/register_all_kernels";
import type { BackendWasmModule } from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm";
import createModule from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js";
import { registerBackend, setBackend, version_core } from "@tensorflow/tfjs-core";

import { installKernels } from "#kernels/install.ts";
import { tf } from "#kernels/tf.ts";

import type { Engine } from "./engine.ts";
import { outOfMemory, RunFailure } from "./failure.ts";

/**
 * Opens the wasm engine, SIMD, one thread, and mends its kernels. `binary` is the address of `tfjs-backend-wasm-simd.wasm`,
 * or its bytes. An engine is global to its thread: open it once. Throws a RunFailure where the host cannot run it.
 */
export async function openWasm(binary: string | Uint8Array<ArrayBuffer>): Promise<Engine> {
  if (!hasSimd()) {
    throw new RunFailure(
      "unsupported",
      "this browser cannot run WebAssembly with SIMD instructions, which live experiments need; any browser of 2023 or later can",
    );
  }
  installKernels(await openStock(binary));
  return { tf, id: `wasm-simd/${version_core}`, activate };
}

/** Starts the engine as tfjs ships it; `openWasm` mends it. */
export async function openStock(binary: string | Uint8Array<ArrayBuffer>): Promise<BackendWasm> {
  const compiled = await compile(typeof binary === "string" ? await fetchBytes(binary) : binary);
  const backend = new BackendWasm(await instantiate(compiled));
  registerBackend("wasm", () => backend);
  await activate();
  return backend;
}

async function activate(): Promise<void> {
  await setBackend("wasm");
}

/** Whether this host validates a module with one SIMD instruction. */
function hasSimd(): boolean {
  // (module (func (drop (i32x4.splat (i32.const 0)))))
  const probe = [
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 0x41, 0, 0xfd,
    0x11, 0x1a, 0x0b,
  ];
  return typeof WebAssembly === "object" && WebAssembly.validate(new Uint8Array(probe));
}

async function fetchBytes(address: string): Promise<ArrayBuffer> {
  let reason: string;
  try {
    const response = await fetch(address, { credentials: "same-origin" });
    if (response.ok) return await response.arrayBuffer();
    reason = `the server answered ${response.status}`;
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  throw new RunFailure("data", `the engine could not be fetched from ${address}: ${reason}`);
}

async function compile(bytes: BufferSource): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new RunFailure(
      "unsupported",
      "this page may not compile WebAssembly, which live experiments need",
      {
        cause: error,
      },
    );
  }
}

/** The members of Emscripten's modules used here; their types come from a package that tfjs does not bring. */
interface EngineModule extends BackendWasmModule {
  _malloc: (bytes: number) => number;
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows the C function
  cwrap: <Wrapped>(name: string, returns: "number" | null, takes: readonly "number"[]) => Wrapped;
}

/** Starts the engine's module, and makes a heap that cannot grow an error: the glue code would write to address 0. */
async function instantiate(compiled: WebAssembly.Module): Promise<EngineModule> {
  const started = await new Promise<EngineModule>((resolve, reject) => {
    createModule({
      instantiateWasm: (
        imports: WebAssembly.Imports,
        receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
      ) => {
        WebAssembly.instantiate(compiled, imports).then(
          (instance) => receive(instance, compiled),
          reject,
        );
        return {};
      },
      onAbort: (message) => reject(new RunFailure("internal", `the engine stopped: ${message}`)),
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Emscripten adds these to every module
    }).then((module) => resolve(module as EngineModule), reject);
  });
  // oxlint-disable no-underscore-dangle -- Emscripten's name
  const allocate = started._malloc;
  const guarded = (bytes: number): number => {
    // More than 32 bits can say would be cut off to a smaller piece.
    const address = bytes < 2 ** 32 ? allocate(bytes) : 0;
    if (address === 0 && bytes > 0) throw new RunFailure("memory", outOfMemory);
    return address;
  };
  // At its first call the glue code's function puts another one in its own place: that must not take ours.
  Object.defineProperty(started, "_malloc", { get: () => guarded, set: () => {} });
  started.tfjs = {
    init: started.cwrap("init", null, []),
    initWithThreadsCount: started.cwrap("init_with_threads_count", null, ["number"]),
    getThreadsCount: started.cwrap("get_threads_count", "number", []),
    registerTensor: started.cwrap("register_tensor", null, ["number", "number", "number"]),
    disposeData: started.cwrap("dispose_data", null, ["number"]),
    dispose: started.cwrap("dispose", null, []),
  };
  return started;
}
