/**
 * JSON that reads well in a diff: a value on one line where that fits or where it is an array of plain values, one member a line
 * elsewhere. Keys stand as given in the outer objects, sorted inside `params` and `outcome`; the same value gives the same text.
 */
export function compactJson(value: object): string {
  return `${write(value, "", false)}\n`;
}

const lineWidth = 120;
const indent = " ";

function write(value: unknown, margin: string, isSorted: boolean): string {
  const flat = writeFlat(value, isSorted);
  if (typeof value !== "object" || value === null) return flat;
  if (margin.length + flat.length <= lineWidth) return flat;
  const inner = margin + indent;
  if (Array.isArray(value)) {
    if (value.every(isPlain)) return flat;
    const lines = value.map((item) => inner + write(item, inner, isSorted));
    return `[\n${lines.join(",\n")}\n${margin}]`;
  }
  const lines = members(value, isSorted).map(
    ([key, member, sorted]) => `${inner}${JSON.stringify(key)}: ${write(member, inner, sorted)}`,
  );
  return `{\n${lines.join(",\n")}\n${margin}}`;
}

function writeFlat(value: unknown, isSorted: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => writeFlat(item, isSorted)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const parts = members(value, isSorted).map(
      ([key, member, sorted]) => `${JSON.stringify(key)}:${writeFlat(member, sorted)}`,
    );
    return `{${parts.join(",")}}`;
  }
  return JSON.stringify(value);
}

function members(value: object, isSorted: boolean): [string, unknown, boolean][] {
  const entries = Object.entries(value).map(([key, member]): [string, unknown, boolean] => [
    key,
    member,
    isSorted || key === "params" || key === "outcome",
  ]);
  return isSorted ? entries.toSorted(([a], [b]) => (a < b ? -1 : 1)) : entries;
}

function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}
