/** The most that 128-bit vectors without fused multiply-add can do on this core: six multiplications and six additions a turn, none waiting for another. */
export function peak(turns: i32, factor: f32, term: f32): f32 {
  const by = f32x4.splat(factor);
  const plus = f32x4.splat(term);
  let a = f32x4.splat(1);
  let b = f32x4.splat(2);
  let c = f32x4.splat(3);
  let d = f32x4.splat(4);
  let e = f32x4.splat(5);
  let f = f32x4.splat(6);
  let g = a;
  let h = b;
  let i = c;
  let j = d;
  let k = e;
  let l = f;
  for (let turn = 0; turn < turns; turn++) {
    a = f32x4.mul(a, by);
    g = f32x4.add(g, plus);
    b = f32x4.mul(b, by);
    h = f32x4.add(h, plus);
    c = f32x4.mul(c, by);
    i = f32x4.add(i, plus);
    d = f32x4.mul(d, by);
    j = f32x4.add(j, plus);
    e = f32x4.mul(e, by);
    k = f32x4.add(k, plus);
    f = f32x4.mul(f, by);
    l = f32x4.add(l, plus);
  }
  const products = f32x4.add(f32x4.add(a, b), f32x4.add(f32x4.add(c, d), f32x4.add(e, f)));
  const sums = f32x4.add(f32x4.add(g, h), f32x4.add(f32x4.add(i, j), f32x4.add(k, l)));
  return f32x4.extract_lane(f32x4.add(products, sums), 0);
}
