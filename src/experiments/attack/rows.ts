import type { TestSet } from "./outcome.ts";

/** What is known of one test image. */
export type Row = { readonly [Name in keyof TestSet]: TestSet[Name][number] };

/** The columns of an outcome, which keep a result small, as rows. */
function rowsOf(set: TestSet): Row[] {
  return set.standard.map((standard, i) => ({
    standard,
    robust: set.robust[i] ?? null,
    slopesStandard: set.slopesStandard[i] ?? 0,
    slopesRobust: set.slopesRobust[i] ?? 0,
    area: set.area[i] ?? 0,
    holds: set.holds[i] ?? null,
  }));
}

export function columnsOf(rows: readonly Row[]): TestSet {
  return {
    standard: rows.map(({ standard }) => standard),
    robust: rows.map(({ robust }) => robust),
    slopesStandard: rows.map(({ slopesStandard }) => slopesStandard),
    slopesRobust: rows.map(({ slopesRobust }) => slopesRobust),
    area: rows.map(({ area }) => area),
    holds: rows.map(({ holds }) => holds),
  };
}

/** The rows of each outcome whose test images have been attacked. */
export function studiedRows(outcomes: readonly { readonly set: TestSet }[]): (readonly Row[])[] {
  return outcomes.map(({ set }) => rowsOf(set)).filter((rows) => rows.length > 0);
}
