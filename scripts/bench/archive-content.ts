/** A made-up archive of any size, as files of a content folder: what a newsletter of twenty years would hold, the same for the same seed. */
import { stringify } from "yaml";

import type { Random } from "#lab/runtime.ts";
import { randomStreams } from "#ml/random.ts";
import type { ContentFile } from "#newsletter/content.ts";
import { issueSlug } from "#newsletter/slugs.ts";

import { paragraphs, pick, sentence, sentences, wordsAround, workTitle } from "./archive-prose.ts";

export interface ArchiveSize {
  readonly issues: number;
  readonly entries: number;
  readonly people: number;
}

/** Two sizes that the bench measures: a newsletter of some years, and one of twenty. */
export const archiveSizes = {
  years: { issues: 172, entries: 2_000, people: 1_000 },
  decades: { issues: 1_000, entries: 12_000, people: 1_000 },
} as const satisfies Readonly<Record<string, ArchiveSize>>;

const sections = [
  ["Technical alignment", 9],
  ["Near-term concerns", 5],
  ["Strategy and policy", 4],
  ["Other progress", 6],
  ["News", 1],
] as const;
const summarisers = 12;
/** What an entry may show live; each of them comes with the project. */
const demos = ["wrong-labels", "bugs", "frequencies"] as const;

/** An entry that was written, and that later ones may name. */
interface Written {
  readonly id: string;
  readonly issue: number;
  readonly title: string;
}

/** The files of the archive. */
export function archiveContent(size: ArchiveSize, seed = 1): ContentFile[] {
  const streams = randomStreams(seed);
  const people = Array.from({ length: size.people }, (_, i) => personName(i));
  const categories = sections.flatMap(([title, count]) =>
    Array.from({ length: count }, (_, i) => ({
      id: `${title.toLowerCase().replaceAll(/[^a-z]+/g, "-")}-${i + 1}`,
      title: `${title} ${i + 1}`,
      section: title,
    })),
  );
  const written: Written[] = [];
  const files: ContentFile[] = [
    { path: "newsletter.yaml", text: newsletterText(categories) },
    {
      path: "people.yaml",
      text: stringify(Object.fromEntries(people.map((name, i) => [`person-${i + 1}`, { name }]))),
    },
  ];
  for (let number = 1; number <= size.issues; number += 1) {
    const random = streams(`issue ${number}`);
    const date = new Date(Date.UTC(2004, 0, 1 + number * 7)).toISOString().slice(0, 10);
    const slug = issueSlug(number);
    files.push({ path: `issues/${slug}/index.md`, text: issueText(random, number, date) });
    const first = Math.floor(((number - 1) * size.entries) / size.issues);
    const last = Math.floor((number * size.entries) / size.issues);
    const within: Written[] = [];
    for (let i = first; i < last; i += 1) {
      const entry = { id: `${slug}/work-${i + 1}`, issue: number, title: workTitle(random) };
      const { format, text } = entryText(random, entry, {
        date,
        people,
        categories,
        written,
        within,
      });
      files.push({ path: `issues/${entry.id}.${format}`, text });
      within.push(entry);
    }
    written.push(...within);
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** The word at a place of a list that begins anew at its end. */
function at(words: readonly string[] | undefined, n: number): string {
  return words === undefined ? "" : (words[n % words.length] ?? "");
}

/** Two words, different for each number below 1,600. */
function personName(i: number): string {
  const given =
    "Ada Bela Cora Dion Edda Femi Gita Hugo Ines Jiro Kaja Luis Mina Nils Olga Paco Rana Sami Tove Umar";
  const starts = "Al Ber Cal Dor En Fal Gor Hal Iv Jun";
  const ends = "berg dahl ford inger kamp lund mann nakis";
  const [names, heads, tails] = [given, starts, ends].map((words) => words.split(" "));
  return `${at(names, i)} ${at(heads, Math.floor(i / 20))}${at(tails, Math.floor(i / 200))}`;
}

function newsletterText(
  categories: readonly { id: string; title: string; section: string }[],
): string {
  return stringify({
    title: "Long Run",
    tagline: "A made-up newsletter of any length",
    description: "What a newsletter of many years weighs, told with made-up works.",
    address: "https://long.example/",
    language: "en",
    tag: "tag:long.example,2026:",
    publisher: "The Long Run authors",
    licence: { title: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" },
    sections: sections.map(([title]) => ({
      title,
      categories: categories
        .filter(({ section }) => section === title)
        .map((category) => ({ id: category.id, title: category.title })),
    })),
    references: { prefix: "AN #", otherwise: "https://long.example/archive/" },
  });
}

function issueText(random: Random, number: number, date: string): string {
  const head = {
    number,
    title: `${workTitle(random)}, and what else came out`,
    date,
    gist: sentence(random),
  };
  return `---\n${stringify(head)}---\n\n${paragraphs(sentences(random, 60))}\n`;
}

interface Around {
  readonly date: string;
  readonly people: readonly string[];
  readonly categories: readonly { readonly id: string }[];
  /** Entries of earlier issues. */
  readonly written: readonly Written[];
  /** Entries of this issue so far. */
  readonly within: readonly Written[];
}

function entryText(
  random: Random,
  entry: Written,
  { date, people, categories, written, within }: Around,
): { readonly format: "md" | "mdx"; readonly text: string } {
  const year = Number(date.slice(0, 4));
  const answered = within.length > 0 && random.integer(12) === 0 ? pick(random, within) : undefined;
  const isBare = random.integer(100) < 23;
  const hasDemo = !isBare && random.integer(50) === 0;
  const summariser = random.integer(3) > 0 ? 0 : random.integer(summarisers);
  const head = {
    title: entry.title,
    url: `https://works.example/${entry.id}`,
    authors: Array.from(
      new Set(Array.from({ length: 1 + random.integer(4) }, () => pick(random, people))),
    ),
    venue: pick(random, ["arXiv", "ICLR", "NeurIPS", "A forum"]),
    published: year,
    category: pick(random, categories).id,
    ...(answered === undefined
      ? { highlight: random.integer(7) === 0 }
      : { respondsTo: answered.id }),
    ...(isBare ? {} : { summarisedBy: [people[summariser]] }),
    ...(random.integer(3) === 0 && { gist: sentence(random) }),
    ...(random.integer(100) === 0 && { hatTip: pick(random, people) }),
    ...(random.integer(10) === 0 && {
      readMore: [{ title: workTitle(random), url: `https://works.example/more/${entry.id}` }],
    }),
    order: random.integer(5),
  };
  const opinion =
    random.integer(100) < 65 && !isBare ? opinionText(random, people[summariser] ?? "") : "";
  const body = isBare
    ? ""
    : [
        paragraphs(withReferences(random, sentences(random, wordsAround(random, 140)), written)),
        blockText(random),
        opinion,
        ...(hasDemo ? [`<Demo experiment="${pick(random, demos)}" />`] : []),
      ]
        .filter((part) => part !== "")
        .join("\n\n");
  return { format: hasDemo ? "mdx" : "md", text: `---\n${stringify(head)}---\n\n${body}\n` };
}

function opinionText(random: Random, name: string): string {
  return `:::opinion{by="${name}"}\n${paragraphs(sentences(random, wordsAround(random, 95)))}\n:::`;
}

/** A list or a table now and then. */
function blockText(random: Random): string {
  switch (random.integer(25)) {
    case 0:
      return sentences(random, 60)
        .map((said) => `- ${said}`)
        .join("\n");
    case 1:
      return [
        "| Method | Accuracy | Cost |",
        "|---|---|---|",
        ...["Baseline", "Proposed", "Ablated"].map(
          (name) => `| ${name} | ${random.integer(100)} % | ${1 + random.integer(40)} h |`,
        ),
      ].join("\n");
    default:
      return "";
  }
}

/** About a third of the summaries name an earlier entry, by a link to its file or by its issue's number; some link out. */
function withReferences(
  random: Random,
  said: readonly string[],
  written: readonly Written[],
): string[] {
  const place = random.integer(said.length);
  const kind = random.integer(9);
  return said.map((text, i) => {
    if (i !== place || kind > 4) return text;
    const plain = text.replace(/\.$/, "");
    if (kind > 2 || written.length === 0) {
      return `${plain}, as [the code](https://works.example/code/${random.integer(10_000)}) shows.`;
    }
    const { id, issue, title } = pick(random, written);
    if (kind === 0) return `${plain}, unlike in ${title} (AN #${issue}).`;
    return `${plain}, unlike in [${title}](../${id}.md).`;
  });
}
