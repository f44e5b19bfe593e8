import type { CDPSession } from "playwright-core";

/** What a page's own script can hold on to; what the engine compiles and notes of it is left out. */
const held: ReadonlySet<string> = new Set([
  "array",
  "string",
  "concatenated string",
  "sliced string",
  "object",
  "closure",
  "regexp",
  "number",
  "bigint",
]);

/** What is read of a snapshot (Chrome DevTools Protocol, HeapProfiler; the fields of a node stand one after another in `nodes`). */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
}

/** Bytes of the values that script holds in a page, once its garbage is collected. */
export async function scriptHeap(control: CDPSession): Promise<number> {
  await control.send("HeapProfiler.collectGarbage");
  const chunks: string[] = [];
  const keep = ({ chunk }: { readonly chunk: string }): void => void chunks.push(chunk);
  control.on("HeapProfiler.addHeapSnapshotChunk", keep);
  await control.send("HeapProfiler.takeHeapSnapshot", {});
  control.off("HeapProfiler.addHeapSnapshotChunk", keep);
  const { snapshot, nodes } = JSON.parse(chunks.join("")) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf("type"), fields.indexOf("self_size")];
  let sum = 0;
  for (let node = 0; node < nodes.length; node += fields.length) {
    if (held.has(types[0][nodes[node + type] ?? -1] ?? "")) sum += nodes[node + size] ?? 0;
  }
  return sum;
}
