/**
 * Sums over lists of entries, 8 bytes each: an address and a factor. What has few positions other than zero is cheaper as such a
 * list than as a whole product.
 */

/** sums [12 vectors] += Σ over the entries of their factor × the 12 vectors at their address + offset. */
export function gather12(entries: usize, end: usize, offset: i32, sums: usize): void {
  let s0 = v128.load(sums);
  let s1 = v128.load(sums, 16);
  let s2 = v128.load(sums, 32);
  let s3 = v128.load(sums, 48);
  let s4 = v128.load(sums, 64);
  let s5 = v128.load(sums, 80);
  let s6 = v128.load(sums, 96);
  let s7 = v128.load(sums, 112);
  let s8 = v128.load(sums, 128);
  let s9 = v128.load(sums, 144);
  let s10 = v128.load(sums, 160);
  let s11 = v128.load(sums, 176);
  for (let entry = entries; entry < end; entry += 8) {
    const at = load<usize>(entry) + offset;
    const factor = v128.load32_splat(entry, 4);
    s0 = f32x4.add(s0, f32x4.mul(factor, v128.load(at)));
    s1 = f32x4.add(s1, f32x4.mul(factor, v128.load(at, 16)));
    s2 = f32x4.add(s2, f32x4.mul(factor, v128.load(at, 32)));
    s3 = f32x4.add(s3, f32x4.mul(factor, v128.load(at, 48)));
    s4 = f32x4.add(s4, f32x4.mul(factor, v128.load(at, 64)));
    s5 = f32x4.add(s5, f32x4.mul(factor, v128.load(at, 80)));
    s6 = f32x4.add(s6, f32x4.mul(factor, v128.load(at, 96)));
    s7 = f32x4.add(s7, f32x4.mul(factor, v128.load(at, 112)));
    s8 = f32x4.add(s8, f32x4.mul(factor, v128.load(at, 128)));
    s9 = f32x4.add(s9, f32x4.mul(factor, v128.load(at, 144)));
    s10 = f32x4.add(s10, f32x4.mul(factor, v128.load(at, 160)));
    s11 = f32x4.add(s11, f32x4.mul(factor, v128.load(at, 176)));
  }
  v128.store(sums, s0);
  v128.store(sums, s1, 16);
  v128.store(sums, s2, 32);
  v128.store(sums, s3, 48);
  v128.store(sums, s4, 64);
  v128.store(sums, s5, 80);
  v128.store(sums, s6, 96);
  v128.store(sums, s7, 112);
  v128.store(sums, s8, 128);
  v128.store(sums, s9, 144);
  v128.store(sums, s10, 160);
  v128.store(sums, s11, 176);
}

/** As gather12 for three vectors, each at an offset of its own. */
export function gather3(
  entries: usize,
  end: usize,
  offset0: i32,
  offset1: i32,
  offset2: i32,
  sums: usize,
): void {
  let s0 = v128.load(sums);
  let s1 = v128.load(sums, 16);
  let s2 = v128.load(sums, 32);
  for (let entry = entries; entry < end; entry += 8) {
    const at = load<usize>(entry);
    const factor = v128.load32_splat(entry, 4);
    s0 = f32x4.add(s0, f32x4.mul(factor, v128.load(at + offset0)));
    s1 = f32x4.add(s1, f32x4.mul(factor, v128.load(at + offset1)));
    s2 = f32x4.add(s2, f32x4.mul(factor, v128.load(at + offset2)));
  }
  v128.store(sums, s0);
  v128.store(sums, s1, 16);
  v128.store(sums, s2, 32);
}

export function gather1(entries: usize, end: usize, offset: i32, sums: usize): void {
  let s0 = v128.load(sums);
  for (let entry = entries; entry < end; entry += 8) {
    const value = v128.load(load<usize>(entry) + offset);
    s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(entry, 4), value));
  }
  v128.store(sums, s0);
}

/** The 12 vectors at each entry's address + offset += its factor × the 12 vectors of `values`. */
export function scatter12(entries: usize, end: usize, offset: i32, values: usize): void {
  const v0 = v128.load(values);
  const v1 = v128.load(values, 16);
  const v2 = v128.load(values, 32);
  const v3 = v128.load(values, 48);
  const v4 = v128.load(values, 64);
  const v5 = v128.load(values, 80);
  const v6 = v128.load(values, 96);
  const v7 = v128.load(values, 112);
  const v8 = v128.load(values, 128);
  const v9 = v128.load(values, 144);
  const v10 = v128.load(values, 160);
  const v11 = v128.load(values, 176);
  for (let entry = entries; entry < end; entry += 8) {
    const at = load<usize>(entry) + offset;
    const factor = v128.load32_splat(entry, 4);
    v128.store(at, f32x4.add(v128.load(at), f32x4.mul(factor, v0)));
    v128.store(at, f32x4.add(v128.load(at, 16), f32x4.mul(factor, v1)), 16);
    v128.store(at, f32x4.add(v128.load(at, 32), f32x4.mul(factor, v2)), 32);
    v128.store(at, f32x4.add(v128.load(at, 48), f32x4.mul(factor, v3)), 48);
    v128.store(at, f32x4.add(v128.load(at, 64), f32x4.mul(factor, v4)), 64);
    v128.store(at, f32x4.add(v128.load(at, 80), f32x4.mul(factor, v5)), 80);
    v128.store(at, f32x4.add(v128.load(at, 96), f32x4.mul(factor, v6)), 96);
    v128.store(at, f32x4.add(v128.load(at, 112), f32x4.mul(factor, v7)), 112);
    v128.store(at, f32x4.add(v128.load(at, 128), f32x4.mul(factor, v8)), 128);
    v128.store(at, f32x4.add(v128.load(at, 144), f32x4.mul(factor, v9)), 144);
    v128.store(at, f32x4.add(v128.load(at, 160), f32x4.mul(factor, v10)), 160);
    v128.store(at, f32x4.add(v128.load(at, 176), f32x4.mul(factor, v11)), 176);
  }
}

export function scatter3(entries: usize, end: usize, offset: i32, values: usize): void {
  const v0 = v128.load(values);
  const v1 = v128.load(values, 16);
  const v2 = v128.load(values, 32);
  for (let entry = entries; entry < end; entry += 8) {
    const at = load<usize>(entry) + offset;
    const factor = v128.load32_splat(entry, 4);
    v128.store(at, f32x4.add(v128.load(at), f32x4.mul(factor, v0)));
    v128.store(at, f32x4.add(v128.load(at, 16), f32x4.mul(factor, v1)), 16);
    v128.store(at, f32x4.add(v128.load(at, 32), f32x4.mul(factor, v2)), 32);
  }
}

export function scatter1(entries: usize, end: usize, offset: i32, values: usize): void {
  const v0 = v128.load(values);
  for (let entry = entries; entry < end; entry += 8) {
    const at = load<usize>(entry) + offset;
    v128.store(at, f32x4.add(v128.load(at), f32x4.mul(v128.load32_splat(entry, 4), v0)));
  }
}
