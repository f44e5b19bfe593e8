import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

import { NotANumberError } from "#lab/not-a-number.ts";

/** SHA-256 of a value's canonical JSON, 64 hexadecimal digits: equal outcomes, and only they, have equal digests. */
export function digest(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}

/** JSON without spaces, keys sorted by code unit. Throws, naming the place, on what JSON cannot hold: NaN, infinities, undefined, class instances. */
export function canonicalJson(value: unknown): string {
  return write(value, "outcome");
}

function write(value: unknown, path: string): string {
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      if (!Number.isFinite(value))
        throw new NotANumberError(`${path} is ${value}, which JSON cannot hold`);
      return JSON.stringify(value);
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) {
        // `map` would step over holes.
        return `[${Array.from(value, (item, i) => write(item, `${path}[${i}]`)).join(",")}]`;
      }
      return writeObject(value, path);
    case "bigint":
    case "symbol":
    case "undefined":
    case "function":
    default:
      throw new TypeError(`${path} is ${String(value)}, which JSON cannot hold`);
  }
}

function writeObject(value: object, path: string): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(
      `${path} is a ${value.constructor.name}; an outcome holds plain objects and arrays`,
    );
  }
  const members = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${write(member, `${path}.${key}`)}`);
  return `{${members.join(",")}}`;
}
