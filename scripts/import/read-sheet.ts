/** A sheet's cells and links, from comma-separated values or a spreadsheet file. */
import { readFileSync } from "node:fs";

import { parse } from "csv-parse/sync";
import readXlsxFile from "read-excel-file/node";

import { cellLinks } from "./cell-links.ts";
import { readText } from "./read-text.ts";
import {
  columns,
  foreignColumns,
  headKey,
  overlongRows,
  type Sheet,
  type SheetRow,
  sheetRows,
} from "./sheet-row.ts";

/** The rows of a `.csv` or `.xlsx` file, its columns that have no place here, and the numbers of rows with words beyond the last column; of a file with several sheets, those of the first that has the columns. */
export async function readSheetFile(path: string): Promise<{
  readonly rows: readonly SheetRow[];
  readonly foreign: readonly string[];
  readonly overlong: readonly number[];
}> {
  const sheets = /\.xlsx$/i.test(path)
    ? await spreadsheet(path, readFileSync(path))
    : values(path, readText(path));
  const failures: unknown[] = [];
  for (const sheet of sheets) {
    try {
      return {
        rows: sheetRows(sheet),
        foreign: foreignColumns(sheet),
        overlong: overlongRows(sheet),
      };
    } catch (error) {
      failures.push(error);
    }
  }
  const [first] = failures;
  const reason = first instanceof Error ? first.message : `it is empty`;
  throw new Error(`${path}: ${reason}`, { cause: first });
}

/** The table, its cells parted by what parts its heads. */
function values(path: string, text: string): Sheet[] {
  try {
    const delimiter = [",", ";", "\t"].toSorted(
      (a, b) => headsParted(text, b) - headsParted(text, a),
    )[0];
    const rows = parse(text, {
      delimiter: delimiter ?? ",",
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    });
    return [{ rows, links: new Map() }];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${path} is no comma-separated table (${reason}); export it from the spreadsheet as CSV`,
      { cause: error },
    );
  }
}

/** How many columns of the database the first line names when parted so. */
function headsParted(text: string, delimiter: string): number {
  const heads = (/^[^\n]*/.exec(text)?.[0] ?? "").split(delimiter);
  return columns.filter((column) => heads.some((head) => headKey(head) === headKey(column))).length;
}

async function spreadsheet(path: string, bytes: Buffer): Promise<Sheet[]> {
  try {
    const sheets = await readXlsxFile(bytes, { trim: false });
    const links = cellLinks(bytes);
    return sheets.map(({ sheet, data }) => ({
      rows: data.map((row) => row.map(cellText)),
      links: links.get(sheet) ?? new Map<string, string>(),
    }));
  } catch (error) {
    throw new Error(
      `${path} is no spreadsheet that can be read; save it as .xlsx or .csv with the columns ${columns.join(", ")}`,
      { cause: error },
    );
  }
}

/** A cell as text, a day as `YYYY-MM-DD`. */
function cellText(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : "";
}
