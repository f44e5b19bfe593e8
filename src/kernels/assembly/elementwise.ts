/** Rows that are summed before they are added to the total, which keeps the rounding error of long sums small. */
const block: i32 = 128;

/** y [columns] = Σ over the rows of x [rows, columns]. */
export function sumRows(x: usize, y: usize, rows: i32, columns: i32): void {
  const rowBytes = columns << 2;
  memory.fill(y, 0, rowBytes);
  for (let first = 0; first < rows; first += block) {
    const count = min(block, rows - first);
    const from = x + first * rowBytes;
    let column = 0;
    for (; column + 32 <= rowBytes; column += 32) {
      let left = f32x4.splat(0);
      let right = left;
      let at = from + column;
      for (let row = 0; row < count; row++) {
        left = f32x4.add(left, v128.load(at));
        right = f32x4.add(right, v128.load(at, 16));
        at += rowBytes;
      }
      const to = y + column;
      v128.store(to, f32x4.add(v128.load(to), left));
      v128.store(to, f32x4.add(v128.load(to, 16), right), 16);
    }
    for (; column < rowBytes; column += 4) {
      let sum: f32 = 0;
      let at = from + column;
      for (let row = 0; row < count; row++) {
        sum += load<f32>(at);
        at += rowBytes;
      }
      store<f32>(y + column, load<f32>(y + column) + sum);
    }
  }
}

/** dx = dy where x is above zero, else 0. */
export function rectifierGradient(x: usize, dy: usize, dx: usize, count: i32): void {
  const zero = f32x4.splat(0);
  let at = 0;
  for (const whole = (count & ~3) << 2; at < whole; at += 16) {
    const isAbove = f32x4.gt(v128.load(x + at), zero);
    v128.store(dx + at, v128.and(v128.load(dy + at), isAbove));
  }
  for (const end = count << 2; at < end; at += 4) {
    store<f32>(dx + at, load<f32>(x + at) > 0 ? load<f32>(dy + at) : 0);
  }
}
