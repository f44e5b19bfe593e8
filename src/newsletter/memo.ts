/** Results by key, made once; those of an earlier run may be carried into this one. */
export interface Memo<Value> {
  /** What `make` gives for this key, or gave before. The key must say all that the result depends on. */
  readonly get: (key: string, make: () => Value) => Value;
  /** What is known under this key without making it. */
  readonly known: (key: string) => Value | undefined;
  /** Takes what an earlier run used. */
  readonly carry: (results: Iterable<readonly [string, Value]>) => void;
  /** What this run has asked for. */
  readonly used: ReadonlyMap<string, Value>;
}

/** A memo that knows nothing yet. */
export function memo<Value>(): Memo<Value> {
  const carried = new Map<string, Value>();
  const used = new Map<string, Value>();
  return {
    used,
    known: (key) => used.get(key) ?? carried.get(key),
    carry: (results) => {
      for (const [key, value] of results) carried.set(key, value);
    },
    get: (key, make) => {
      const known = used.get(key) ?? carried.get(key);
      const value = known === undefined ? make() : known;
      used.set(key, value);
      return value;
    },
  };
}
