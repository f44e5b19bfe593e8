/** Tiles of 4 rows by 8 columns, held in registers: the inner loops of every product and convolution. */

/**
 * y[i] = max(floor, bias + Σ a[i] · panel) for four rows. A row's factors lie in `runCount` runs of `runLength` contiguous
 * floats, which begin at the byte offsets listed at `runs` from the row's own address.
 */
export function tile(
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  runs: usize,
  runCount: i32,
  runLength: i32,
  panel: usize,
  floor: f32,
  y0: usize,
  y1: usize,
  y2: usize,
  y3: usize,
): void {
  let s00 = v128.load(panel);
  let s01 = v128.load(panel, 16);
  let s10 = s00;
  let s11 = s01;
  let s20 = s00;
  let s21 = s01;
  let s30 = s00;
  let s31 = s01;
  let w = panel + 32;
  for (let run = runs, end = runs + (runCount << 2); run < end; run += 4) {
    const offset = load<i32>(run);
    let p0 = a0 + offset;
    let p1 = a1 + offset;
    let p2 = a2 + offset;
    let p3 = a3 + offset;
    let k = runLength;
    for (; k >= 4; k -= 4) {
      let left = v128.load(w);
      let right = v128.load(w, 16);
      let x = v128.load32_splat(p0);
      s00 = f32x4.add(s00, f32x4.mul(x, left));
      s01 = f32x4.add(s01, f32x4.mul(x, right));
      x = v128.load32_splat(p1);
      s10 = f32x4.add(s10, f32x4.mul(x, left));
      s11 = f32x4.add(s11, f32x4.mul(x, right));
      x = v128.load32_splat(p2);
      s20 = f32x4.add(s20, f32x4.mul(x, left));
      s21 = f32x4.add(s21, f32x4.mul(x, right));
      x = v128.load32_splat(p3);
      s30 = f32x4.add(s30, f32x4.mul(x, left));
      s31 = f32x4.add(s31, f32x4.mul(x, right));

      left = v128.load(w, 32);
      right = v128.load(w, 48);
      x = v128.load32_splat(p0, 4);
      s00 = f32x4.add(s00, f32x4.mul(x, left));
      s01 = f32x4.add(s01, f32x4.mul(x, right));
      x = v128.load32_splat(p1, 4);
      s10 = f32x4.add(s10, f32x4.mul(x, left));
      s11 = f32x4.add(s11, f32x4.mul(x, right));
      x = v128.load32_splat(p2, 4);
      s20 = f32x4.add(s20, f32x4.mul(x, left));
      s21 = f32x4.add(s21, f32x4.mul(x, right));
      x = v128.load32_splat(p3, 4);
      s30 = f32x4.add(s30, f32x4.mul(x, left));
      s31 = f32x4.add(s31, f32x4.mul(x, right));

      left = v128.load(w, 64);
      right = v128.load(w, 80);
      x = v128.load32_splat(p0, 8);
      s00 = f32x4.add(s00, f32x4.mul(x, left));
      s01 = f32x4.add(s01, f32x4.mul(x, right));
      x = v128.load32_splat(p1, 8);
      s10 = f32x4.add(s10, f32x4.mul(x, left));
      s11 = f32x4.add(s11, f32x4.mul(x, right));
      x = v128.load32_splat(p2, 8);
      s20 = f32x4.add(s20, f32x4.mul(x, left));
      s21 = f32x4.add(s21, f32x4.mul(x, right));
      x = v128.load32_splat(p3, 8);
      s30 = f32x4.add(s30, f32x4.mul(x, left));
      s31 = f32x4.add(s31, f32x4.mul(x, right));

      left = v128.load(w, 96);
      right = v128.load(w, 112);
      x = v128.load32_splat(p0, 12);
      s00 = f32x4.add(s00, f32x4.mul(x, left));
      s01 = f32x4.add(s01, f32x4.mul(x, right));
      x = v128.load32_splat(p1, 12);
      s10 = f32x4.add(s10, f32x4.mul(x, left));
      s11 = f32x4.add(s11, f32x4.mul(x, right));
      x = v128.load32_splat(p2, 12);
      s20 = f32x4.add(s20, f32x4.mul(x, left));
      s21 = f32x4.add(s21, f32x4.mul(x, right));
      x = v128.load32_splat(p3, 12);
      s30 = f32x4.add(s30, f32x4.mul(x, left));
      s31 = f32x4.add(s31, f32x4.mul(x, right));

      w += 128;
      p0 += 16;
      p1 += 16;
      p2 += 16;
      p3 += 16;
    }
    for (; k > 0; k--) {
      const left = v128.load(w);
      const right = v128.load(w, 16);
      let x = v128.load32_splat(p0);
      s00 = f32x4.add(s00, f32x4.mul(x, left));
      s01 = f32x4.add(s01, f32x4.mul(x, right));
      x = v128.load32_splat(p1);
      s10 = f32x4.add(s10, f32x4.mul(x, left));
      s11 = f32x4.add(s11, f32x4.mul(x, right));
      x = v128.load32_splat(p2);
      s20 = f32x4.add(s20, f32x4.mul(x, left));
      s21 = f32x4.add(s21, f32x4.mul(x, right));
      x = v128.load32_splat(p3);
      s30 = f32x4.add(s30, f32x4.mul(x, left));
      s31 = f32x4.add(s31, f32x4.mul(x, right));
      w += 32;
      p0 += 4;
      p1 += 4;
      p2 += 4;
      p3 += 4;
    }
  }
  const least = f32x4.splat(floor);
  v128.store(y0, f32x4.pmax(s00, least));
  v128.store(y0, f32x4.pmax(s01, least), 16);
  v128.store(y1, f32x4.pmax(s10, least));
  v128.store(y1, f32x4.pmax(s11, least), 16);
  v128.store(y2, f32x4.pmax(s20, least));
  v128.store(y2, f32x4.pmax(s21, least), 16);
  v128.store(y3, f32x4.pmax(s30, least));
  v128.store(y3, f32x4.pmax(s31, least), 16);
}

/**
 * sums[i, n] += Σ x[place, i] · y[place, n] over `height` lines of `width` places: four contiguous values of x by eight of y,
 * as a product whose left-hand side is transposed. Steps are in bytes; `sumsStep` lies between the four rows of sums.
 */
export function tileOverPlaces(
  x: usize,
  xStep: i32,
  xLineStep: i32,
  y: usize,
  yStep: i32,
  width: i32,
  height: i32,
  sums: usize,
  sumsStep: i32,
): void {
  const sums1 = sums + sumsStep;
  const sums2 = sums1 + sumsStep;
  const sums3 = sums2 + sumsStep;
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  const lineRest = xLineStep - width * xStep;
  let p = x;
  let q = y;
  for (let line = 0; line < height; line++) {
    for (let place = width; place > 0; place--) {
      const left = v128.load(q);
      const right = v128.load(q, 16);
      let value = v128.load32_splat(p);
      s00 = f32x4.add(s00, f32x4.mul(value, left));
      s01 = f32x4.add(s01, f32x4.mul(value, right));
      value = v128.load32_splat(p, 4);
      s10 = f32x4.add(s10, f32x4.mul(value, left));
      s11 = f32x4.add(s11, f32x4.mul(value, right));
      value = v128.load32_splat(p, 8);
      s20 = f32x4.add(s20, f32x4.mul(value, left));
      s21 = f32x4.add(s21, f32x4.mul(value, right));
      value = v128.load32_splat(p, 12);
      s30 = f32x4.add(s30, f32x4.mul(value, left));
      s31 = f32x4.add(s31, f32x4.mul(value, right));
      p += xStep;
      q += yStep;
    }
    p += lineRest;
  }
  v128.store(sums, f32x4.add(v128.load(sums), s00));
  v128.store(sums, f32x4.add(v128.load(sums, 16), s01), 16);
  v128.store(sums1, f32x4.add(v128.load(sums1), s10));
  v128.store(sums1, f32x4.add(v128.load(sums1, 16), s11), 16);
  v128.store(sums2, f32x4.add(v128.load(sums2), s20));
  v128.store(sums2, f32x4.add(v128.load(sums2, 16), s21), 16);
  v128.store(sums3, f32x4.add(v128.load(sums3), s30));
  v128.store(sums3, f32x4.add(v128.load(sums3, 16), s31), 16);
}
