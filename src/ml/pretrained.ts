import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

import type { Runtime } from "#lab/runtime.ts";
import type { Tf } from "#lab/tf.ts";

import { architectures, type ImageShape } from "./architectures.ts";
import type { Model } from "./attack-losses.ts";
import { classCount } from "./images.ts";
import { type FeatureNetwork, networkOf } from "./networks.ts";
import { type ModelManifest, readModelManifest, type Trained } from "./pretrained-manifest.ts";
import { decode, encode, encodedLength, type Encoding } from "./quantised.ts";
import type { Weights } from "./weights.ts";

export interface Pretrained extends Model {
  readonly network: FeatureNetwork;
  readonly manifest: ModelManifest;
}

/** Fetches a committed model, `public/models/<id>`; the caller disposes its weights. */
export async function loadPretrained(
  tf: Tf,
  load: Runtime["load"],
  id: string,
): Promise<Pretrained> {
  const manifest = readModelManifest(await load(`models/${id}/manifest.json`), id);
  const bytes = new Uint8Array(await load(`models/${id}/weights.bin`));
  const { weights } = manifest;
  if (bytes.length !== weights.bytes || hashOf(bytes) !== weights.sha256) {
    throw new Error(
      `the weights of the model ${id} are not those of its manifest; run npm run precompute -- --model ${id} --fresh`,
    );
  }
  const network = networkNamed(manifest.plan.architecture, manifest.input, manifest.classes);
  return { manifest, network, weights: unpackWeights(tf, bytes, weights.tensors) };
}

/** The network of that name for images of that shape. */
export function networkNamed(
  name: string,
  input: ImageShape,
  classes = classCount,
): FeatureNetwork {
  const found = Object.entries(architectures).find(([known]) => known === name);
  if (found === undefined) {
    throw new Error(
      `there is no network "${name}"; there are ${Object.keys(architectures).join(", ")}`,
    );
  }
  return networkOf(found[1], input, classes);
}

export interface PackedWeights {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly description: Trained["weights"];
}

/** All weights as bytes: matrices and kernels in `encoding`, vectors (biases and the like) whole, as they are few. */
export async function packWeights(weights: Weights, encoding: Encoding): Promise<PackedWeights> {
  const tensors: Trained["weights"]["tensors"] = [];
  const parts: Uint8Array[] = [];
  for (const [name, tensor] of Object.entries(weights)) {
    const chosen = tensor.shape.length < 2 ? "float32" : encoding;
    const values = Float32Array.from(await tensor.data());
    tensors.push({ name, shape: [...tensor.shape], encoding: chosen });
    parts.push(encode(values, tensor.shape, chosen));
  }
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return { bytes, description: { bytes: bytes.length, sha256: hashOf(bytes), tensors } };
}

/** The tensors of packed weights by name; the caller's. */
export function unpackWeights(
  tf: Tf,
  bytes: Uint8Array,
  tensors: Trained["weights"]["tensors"],
): Weights {
  let offset = 0;
  return Object.fromEntries(
    tensors.map(({ name, shape, encoding }) => {
      const start = offset;
      offset += encodedLength(shape, encoding);
      return [name, tf.tensor(decode(bytes.subarray(start, offset), shape, encoding), shape)];
    }),
  );
}

function hashOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}
