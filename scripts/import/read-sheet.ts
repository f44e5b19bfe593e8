/** A sheet's cells and links, from comma-separated values or a spreadsheet file. */
import { readFileSync } from "node:fs";

import { parse } from "csv-parse/sync";
import readXlsxFile from "read-excel-file/node";

import { cellLinks } from "./cell-links.ts";
import { columns, foreignColumns, type Sheet, type SheetRow, sheetRows } from "./sheet-row.ts";

/** The rows of a `.csv` or `.xlsx` file, and its columns that have no place here; of a file with several sheets, those of the first that has the columns. */
export async function readSheetFile(
  path: string,
): Promise<{ readonly rows: readonly SheetRow[]; readonly foreign: readonly string[] }> {
  const bytes = readFileSync(path);
  const sheets = /\.xlsx$/i.test(path) ? await spreadsheet(path, bytes) : [values(path, bytes)];
  const failures: unknown[] = [];
  for (const sheet of sheets) {
    try {
      return { rows: sheetRows(sheet), foreign: foreignColumns(sheet) };
    } catch (error) {
      failures.push(error);
    }
  }
  const [first] = failures;
  const reason = first instanceof Error ? first.message : `it is empty`;
  throw new Error(`${path}: ${reason}`, { cause: first });
}

function values(path: string, bytes: Buffer): Sheet {
  try {
    const rows = parse(bytes, {
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    });
    return { rows, links: new Map() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${path} is no comma-separated table (${reason}); export it from the spreadsheet as CSV`,
      { cause: error },
    );
  }
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
