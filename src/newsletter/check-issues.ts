import { audioProblems } from "./check-audio.ts";
import { correctionProblems } from "./check-corrections.ts";
import { proseProblems } from "./check-prose.ts";
import type { CheckOptions, ContentSource } from "./check.ts";
import { issueSlug } from "./slugs.ts";

/** Issues that are not where their number says, share it, or have no opening file. */
export function issueProblems(source: ContentSource, options: CheckOptions): string[] {
  const { issues, entries } = source;
  const files = options.files ?? [...issues, ...entries].map(({ file }) => file);
  const opened = new Set(
    files.filter((file) => /\/index\.mdx?$/.test(file)).map((file) => folderOf(file)),
  );
  const orphans = [...new Set(files.map(folderOf))].filter((slug) => !opened.has(slug));
  return [
    ...orphans.map(
      (slug) =>
        `issues/${slug}: index.mdx: missing; add it with number, title, date and gist, or run npm run new -- issue`,
    ),
    ...issues.flatMap((issue) => [
      ...numberProblems(issue, issues),
      ...audioProblems(issue, source, options),
      ...correctionProblems(issue, source, options),
      ...proseProblems(issue, source, options),
    ]),
  ];
}

/** `062` of `issues/062/index.mdx`. */
function folderOf(file: string): string {
  return file.split("/")[1] ?? "";
}

function numberProblems(
  { slug, file, data: { number } }: ContentSource["issues"][number],
  issues: ContentSource["issues"],
): string[] {
  if (slug === issueSlug(number)) return [];
  const twin = issues.find((other) => other.data.number === number && other.file !== file);
  const problem =
    twin === undefined
      ? `${number} stands in the folder ${slug}; name the folder ${issueSlug(number)}`
      : `${number} is also the number of ${twin.file}; give each issue its own, and its folder the same`;
  return [`${file}: number: ${problem}`];
}
