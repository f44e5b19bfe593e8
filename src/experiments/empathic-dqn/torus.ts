/** The 7 × 7 board of both worlds: going off one side one comes back on the other. */
export const side = 7;
export const cellCount = side * side;

/** Cells are numbered row by row from the top left. */
export const cellAt = (row: number, column: number): number => row * side + column;
export const rowOf = (cell: number): number => Math.floor(cell / side);
export const columnOf = (cell: number): number => cell % side;

/** In the order of the original's numbers. */
export const actions = ["down", "up", "right", "left", "stay"] as const;

const moves = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [0, 0],
] as const;

/** Where an action leads from a cell. */
export function moved(cell: number, action: number): number {
  const [down, right] = moves[action] ?? [0, 0];
  return cellAt((rowOf(cell) + down + side) % side, (columnOf(cell) + right + side) % side);
}

/** Whether a cell is the one right below another, or right of it; unlike a move this does not go over the edge. */
export function isBelowOrRight(cell: number, of: number): boolean {
  const [down, right] = [rowOf(cell) - rowOf(of), columnOf(cell) - columnOf(of)];
  return (down === 1 && right === 0) || (down === 0 && right === 1);
}
