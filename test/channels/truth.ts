/** What an issue says, read from its files by their syntax trees and by nothing that renders them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { type MdastNode, markdownToMdast, mdxToMdast } from "satteri";
import { parse } from "yaml";

/** Words that stand together, such as a sentence. */
type Sentence = string;

interface Opinion {
  /** As the newsletter prints the name. */
  readonly by: string;
  readonly sentences: readonly Sentence[];
}

/** What a file is made of; a form may have no place for some of it. */
export const parts = ["title", "venue", "hatTip", "further", "corrections", "prose"] as const;
export type Part = (typeof parts)[number];

/** One file: an entry, or an issue's opening. */
export interface Said {
  /** `<issue>/<entry>`, or `<issue>/index`. */
  readonly id: string;
  readonly sentences: Readonly<Record<Part, readonly Sentence[]>>;
  /** Addresses outside, and paths of this site. */
  readonly links: Readonly<Record<Part, readonly string[]>>;
  readonly opinions: readonly Opinion[];
  /** Paths of this site that each demo, game and map leads to. */
  readonly figures: readonly string[];
}

/** What a newsletter's folder says, by issue. */
export function readTruth(folder: string): ReadonlyMap<string, readonly Said[]> {
  const names = namesIn(folder);
  const { language } = record(parse(readFileSync(join(folder, "newsletter.yaml"), "utf8")));
  const issues = readdirSync(join(folder, "issues")).toSorted();
  return new Map(
    issues.map((issue) => [
      issue,
      readdirSync(join(folder, "issues", issue))
        // Translations, `name.en.md`, are told apart.
        .filter((file) => /^[^.]+\.mdx?$/.test(file))
        .map((file) => {
          const text = readFileSync(join(folder, "issues", issue, file), "utf8");
          return readFile(issue, file, text, { names, language: String(language) });
        })
        .filter(({ data }) => data["draft"] !== true)
        .map(({ said }) => said),
    ]),
  );
}

interface Setting {
  /** Printed name by every spelling. */
  readonly names: ReadonlyMap<string, string>;
  readonly language: string;
}

function readFile(issue: string, file: string, text: string, setting: Setting) {
  const [, front = "", body = ""] = /^---\n([^]*?)\n---\n?([^]*)$/.exec(text) ?? [];
  const data = record(parse(front));
  const options = {
    features: { directive: true, frontmatter: false, math: { singleDollarTextMath: false } },
  } as const;
  const tree = file.endsWith(".mdx") ? mdxToMdast(body, options) : markdownToMdast(body, options);
  const nodes = all(tree);
  const further = [...list(data["readMore"]), ...list(data["prerequisites"])];
  const name = file.replace(/\.mdx?$/, "");
  const field = (key: string): string[] => (key in data ? [plain(String(data[key]))] : []);
  const said: Said = {
    id: `${issue}/${name}`,
    sentences: {
      title: name === "index" ? [] : [plain(String(data["title"]))],
      venue: field("venue"),
      hatTip: field("hatTip"),
      further: further.map(({ title }) => plain(String(title))),
      corrections: list(data["corrections"]).map(({ text: one }) => plain(String(one))),
      prose: sentencesOf(tree, setting),
    },
    links: {
      title: "url" in data ? [String(data["url"])] : [],
      venue: [],
      hatTip: [],
      further: further.flatMap(({ url }) => (typeof url === "string" ? [url] : [])),
      corrections: [],
      prose: nodes.flatMap((node) => (node.type === "link" ? [addressOf(node.url, issue)] : [])),
    },
    opinions: nodes.flatMap((node) =>
      node.type === "containerDirective" && node.name === "opinion"
        ? [
            {
              by: setting.names.get(node.attributes?.["by"] ?? "") ?? "unknown",
              sentences: sentencesOf(node, setting),
            },
          ]
        : [],
    ),
    figures: nodes.flatMap(figurePath),
  };
  return { data, said };
}

/** Where a tag's live version stands. */
function figurePath(node: MdastNode): string[] {
  if (node.type !== "mdxJsxFlowElement" && node.type !== "mdxJsxTextElement") return [];
  const attribute = (wanted: string): string => {
    const found = node.attributes.find(
      (one) => one.type === "mdxJsxAttribute" && one.name === wanted,
    );
    return found?.type === "mdxJsxAttribute" && typeof found.value === "string" ? found.value : "";
  };
  if (node.name === "Map") return [`#map-${attribute("id")}`];
  return node.name === "Demo" || node.name === "Game"
    ? [`experiments/${attribute("experiment")}/`]
    : [];
}

/** A link to another entry's file as the path of its page. */
function addressOf(url: string, issue: string): string {
  const [, folder = issue, name] = /^(?:\.\/|\.\.\/([\w-]+)\/)?([\w-]+)\.mdx?/.exec(url) ?? [];
  if (name === undefined) return url;
  return name === "index" ? `issues/${folder}/` : `issues/${folder}/${name}/`;
}

function sentencesOf(tree: MdastNode, { language }: Setting): Sentence[] {
  const segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
  return runs(tree)
    .flatMap((run) => {
      const found: string[] = [];
      for (const { segment } of segmenter.segment(run)) {
        // What ends in a letter alone is no end: "z. B.".
        const isOpen = /(?<!\p{L})\p{L}\.\s*$/u.test(found.at(-1) ?? "");
        if (isOpen) found.push(`${found.pop() ?? ""}${segment}`);
        else found.push(segment);
      }
      return found;
    })
    .map(plain)
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** Blocks whose inner nodes stand in one line. */
const lines = new Set(["paragraph", "heading", "tableCell", "textDirective"]);

/** The words of each block; a side note is a run of its own and parts the line it stands in. */
function runs(node: MdastNode): string[] {
  if (node.type === "code") return [node.value];
  if (!("children" in node)) return [];
  if (!lines.has(node.type)) return node.children.flatMap(runs);
  const found = [""];
  const walk = (inner: MdastNode): void => {
    if (inner.type === "textDirective" && inner.name === "sidenote") {
      found.push("", ...runs(inner), "");
      // What follows goes on in a run of its own.
      return;
    }
    if (inner.type === "inlineMath") {
      // A formula is read as marks here and as a picture there; the words around it are the sentence's parts.
      found.push("");
      return;
    }
    if (inner.type === "textDirective") found[found.length - 1] += `:${inner.name}`;
    if (inner.type === "text" || inner.type === "inlineCode") {
      found[found.length - 1] += inner.value;
    }
    if (inner.type === "break") found[found.length - 1] += " ";
    if ("children" in inner) inner.children.forEach(walk);
  };
  node.children.forEach(walk);
  return found;
}

/** Whitespace as one space and typographers' marks as typed; nothing else. */
export function plain(text: string): string {
  return text
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‘’‚]/g, "'")
    .replaceAll("…", "...")
    .replaceAll("—", "---")
    .replaceAll("–", "--")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function all(node: MdastNode): MdastNode[] {
  return "children" in node ? [node, ...node.children.flatMap(all)] : [node];
}

function namesIn(folder: string): ReadonlyMap<string, string> {
  const people = Object.values(record(parse(readFileSync(join(folder, "people.yaml"), "utf8"))));
  return new Map(
    people.flatMap((person) => {
      const { name, spellings = [] } = record(person);
      return [name, ...(Array.isArray(spellings) ? spellings : [])].map(
        (spelling) => [String(spelling), String(name)] as const,
      );
    }),
  );
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(record) : [];
}
