import { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl/dist/backend_webgl";
import { setWebGLContext } from "@tensorflow/tfjs-backend-webgl/dist/canvas_util";
import "@tensorflow/tfjs-backend-webgl/dist/register_all_kernels";
import { env, registerBackend, setBackend, version_core } from "@tensorflow/tfjs-core";

import { tf } from "#kernels/tf.ts";

import { type GraphicsEngine, isSoftwareRenderer } from "./engine.ts";
import { RunFailure } from "./failure.ts";

/** Opens WebGL 2 with numbers of 32 bits, in a worker that has opened wasm: gradients are registered there, for all engines. Throws a RunFailure where it is not to be had. */
export async function openWebgl(): Promise<GraphicsEngine> {
  const [gl, canvas] = context();
  setWebGLContext(2, gl);
  if (!env().getBool("WEBGL_RENDER_FLOAT32_ENABLED") || !hasFullPrecision(gl)) {
    throw new RunFailure(
      "unsupported",
      "this device’s WebGL computes with fewer than 32 bits a number",
    );
  }
  const backend = new MathBackendWebGL();
  registerBackend("webgl", () => backend);
  const device = rendererName(gl);
  return {
    tf,
    id: `webgl/${version_core}`,
    activate: async () => void (await setBackend("webgl")),
    device,
    isSoftware: isSoftwareRenderer(device),
    isLost: () => gl.isContextLost(),
    lost: new Promise((resolve) => {
      canvas.addEventListener("webglcontextlost", () => resolve(), { once: true });
    }),
  };
}

function context(): [WebGL2RenderingContext, OffscreenCanvas] {
  const missing = "this browser lends its workers no WebGL 2";
  // Safari's fences are never signalled in a worker: https://github.com/tensorflow/tfjs/issues/7436
  if (typeof OffscreenCanvas === "undefined" || env().getBool("IS_SAFARI")) {
    throw new RunFailure("unsupported", missing);
  }
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext("webgl2", {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    powerPreference: "high-performance",
  });
  if (gl === null) throw new RunFailure("unsupported", missing);
  return [gl, canvas];
}

function hasFullPrecision(gl: WebGL2RenderingContext): boolean {
  const format = gl.getShaderPrecisionFormat(gl.FRAGMENT_SHADER, gl.HIGH_FLOAT);
  return format !== null && format.precision >= 23;
}

function rendererName(gl: WebGL2RenderingContext): string {
  const names = gl.getExtension("WEBGL_debug_renderer_info");
  return String(gl.getParameter(names === null ? gl.RENDERER : names.UNMASKED_RENDERER_WEBGL));
}
