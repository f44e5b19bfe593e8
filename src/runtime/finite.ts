/** Where a value of JSON and typed arrays holds NaN or an infinity, such as `outcome.curve[3].loss`; undefined where it does not. */
export function firstNotFinite(value: unknown, path: string): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `${path} is ${value}`;
  if (typeof value !== "object" || value === null) return undefined;
  if (ArrayBuffer.isView(value)) return firstInArray(value, path);
  const isList = Array.isArray(value);
  for (const [key, member] of Object.entries(value)) {
    const found = firstNotFinite(member, isList ? `${path}[${key}]` : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstInArray(values: ArrayBufferView, path: string): string | undefined {
  if (!(values instanceof Float32Array || values instanceof Float64Array)) return undefined;
  const at = values.findIndex((number) => !Number.isFinite(number));
  return at < 0 ? undefined : `${path}[${at}] is ${values[at]}`;
}
