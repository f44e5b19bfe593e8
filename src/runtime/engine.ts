import type { Tf } from "#lab/tf.ts";

/** What computes a run's tensors. All engines of a thread share one `tf`; the one last activated is at work. */
export interface Engine {
  readonly tf: Tf;
  /** `wasm-simd/<tfjs version>`, `webgl/…` or `webgpu/…`; part of a result's provenance. */
  readonly id: string;
  readonly activate: () => Promise<void>;
}

/** An engine on a graphics processor. */
export interface GraphicsEngine extends Engine {
  /** The processor, in its driver's words. */
  readonly device: string;
  /** Whether the main processor only plays a graphics one, which is slower than wasm. */
  readonly isSoftware: boolean;
  /** Whether its driver has taken it away: what it computes from then on is no number. */
  readonly isLost: () => boolean;
  /** Resolves when it is taken away. */
  readonly lost: Promise<void>;
}

export type GraphicsName = "webgl" | "webgpu";

/** `auto` is the fastest that computes what wasm does. */
export type EngineChoice = "wasm" | GraphicsName | "auto";

/** Renderers of the main processor, by what they call themselves. */
export function isSoftwareRenderer(device: string): boolean {
  return /swiftshader|llvmpipe|softpipe|lavapipe|basic render|software/i.test(device);
}
