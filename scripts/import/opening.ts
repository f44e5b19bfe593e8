import type { Correction } from "#newsletter/schemas.ts";

/** What a file says of an issue as a whole. */
export interface Opening {
  /** What it is called where it comes from: its number, or its file. */
  readonly issue: string;
  /** Its file, for the report. */
  readonly from: string;
  readonly title?: string;
  readonly date?: string;
  readonly gist?: string;
  readonly draft?: boolean;
  readonly corrections?: readonly Correction[];
  /** Its opening words, foreign Markdown. */
  readonly text: string;
}
