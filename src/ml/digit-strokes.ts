type Vertex = readonly [x: number, y: number];

/** Vertices joined by straight lines. */
export type Stroke = readonly Vertex[];

/** Part of an ellipse as vertices; angles in turns, 0 at the right, growing clockwise as y grows downwards. */
function arc(centre: Vertex, radii: Vertex, from: number, to: number): Stroke {
  const steps = Math.max(2, Math.ceil(Math.abs(to - from) * 16));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = 2 * Math.PI * (from + ((to - from) * i) / steps);
    // Rounded, so that the last bit of an engine's sine never shows.
    return [
      Math.round((centre[0] + radii[0] * Math.cos(angle)) * 1e6) / 1e6,
      Math.round((centre[1] + radii[1] * Math.sin(angle)) * 1e6) / 1e6,
    ] as const;
  });
}

/** The digits 0 to 9 in a unit square, y downwards. */
export const digitStrokes: readonly (readonly Stroke[])[] = [
  [arc([0.5, 0.5], [0.42, 0.5], 0, 1)],
  [
    [
      [0.3, 0.22],
      [0.55, 0],
      [0.55, 1],
    ],
  ],
  [[...arc([0.5, 0.28], [0.38, 0.28], 0.5, 1.07), [0.12, 1], [0.9, 1]]],
  [[...arc([0.46, 0.25], [0.36, 0.25], 0.58, 1.22), ...arc([0.46, 0.73], [0.4, 0.27], 0.79, 1.42)]],
  [
    [
      [0.62, 0],
      [0.06, 0.66],
      [0.94, 0.66],
    ],
    [
      [0.68, 0.32],
      [0.68, 1],
    ],
  ],
  [[[0.86, 0], [0.24, 0], [0.18, 0.45], ...arc([0.46, 0.69], [0.4, 0.31], 0.66, 1.4)]],
  [[[0.74, 0.02], [0.36, 0.22], [0.14, 0.56], ...arc([0.5, 0.7], [0.38, 0.3], 0.5, 1.5)]],
  [
    [
      [0.08, 0.02],
      [0.92, 0.02],
      [0.4, 1],
    ],
  ],
  [arc([0.5, 0.25], [0.32, 0.25], 0, 1), arc([0.5, 0.75], [0.4, 0.25], 0, 1)],
  [[...arc([0.48, 0.3], [0.36, 0.3], 0, 1), [0.84, 0.3], [0.8, 0.7], [0.62, 1]]],
];
