/** The memory of all typed arrays in plain data, each once: what a message hands over rather than copies. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  return [...new Set(found(value))];
}

function* found(value: unknown): Generator<ArrayBuffer, void> {
  if (typeof value !== "object" || value === null) return;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) yield value.buffer;
    return;
  }
  for (const member of Object.values(value)) yield* found(member);
}
