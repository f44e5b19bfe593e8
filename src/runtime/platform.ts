/** What tfjs asks of its host, for Node; browsers bring their own. Stands in bundles for tfjs's `platform_node`. */
import { env } from "@tensorflow/tfjs-core/dist/environment";
import type { Platform } from "@tensorflow/tfjs-core/dist/platforms/platform";

const platform: Platform = {
  fetch: (path, init) => fetch(path, init),
  now: () => performance.now(),
  encode: (text) => new TextEncoder().encode(text),
  decode: (bytes) => new TextDecoder().decode(bytes),
  isTypedArray: (value): value is Float32Array | Int32Array | Uint8Array | Uint8ClampedArray =>
    ArrayBuffer.isView(value) && !(value instanceof DataView),
};

if (env().platform === undefined && env().getBool("IS_NODE")) env().setPlatform("node", platform);
