/** `npm run new -- audio`: measures a sound file, puts it beside its issue and writes what it is into the front matter. */
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { parseFile } from "music-metadata";
import { parseDocument } from "yaml";

import { audioTypes, transcriptTypes } from "#newsletter/audio.ts";
import { ContentError } from "#newsletter/check.ts";
import { readContentFiles } from "#newsletter/content.ts";
import { issueSlug } from "#newsletter/slugs.ts";
import { suggestion } from "#newsletter/suggestion.ts";

import { readWords } from "../command.ts";
import { checkOptions, contentFiles, contentFolder } from "../content.ts";
import { mediaFiles } from "../media.ts";
import { given } from "./ask.ts";
import { replaceFile } from "./files.ts";

const usage =
  "npm run new -- audio [--issue <n>] [--file <sound file>] [--address <web address>] [--transcript <file>]…";

/** Fills `audio` of the issue's opening file, chapters and episode kept; gives that file's path. */
export async function newAudio(words: readonly string[]): Promise<string> {
  const values = readWords(() => readFlags(words), usage);
  const number = await given(values.issue, { flag: "--issue", question: "Which issue?" });
  const sound = await given(values.file, { flag: "--file", question: "Which sound file?" });
  const folder = issueFolder(number);
  const { type, duration } = await measured(sound);
  const files = values.address === undefined ? [sound, ...values.transcript] : values.transcript;
  const audio = {
    file: values.address ?? basename(sound),
    length: statSync(sound).size,
    type,
    duration,
    ...(values.transcript.length > 0 && { transcripts: values.transcript.map(transcript) }),
  };
  const copied = files.filter((file) => bring(file, folder.path));
  try {
    return writeAudio(folder.index, audio);
  } catch (error) {
    for (const file of copied) rmSync(join(folder.path, basename(file)));
    throw error;
  }
}

function readFlags(words: readonly string[]) {
  const option = { type: "string" } as const;
  return parseArgs({
    args: [...words],
    options: {
      issue: option,
      file: option,
      address: option,
      transcript: { ...option, multiple: true, default: [] },
    },
  }).values;
}

/** The issue's folder on disk, and its opening file as seen from the content folder. */
function issueFolder(number: string): { readonly path: string; readonly index: string } {
  const slug = /^\d{1,6}$/.test(number) ? issueSlug(Number(number)) : number;
  const index = ["mdx", "md"]
    .map((ending) => `issues/${slug}/index.${ending}`)
    .find((path) => existsSync(join(contentFolder, path)));
  if (index === undefined) {
    throw new Error(`--issue ${number} is no issue that is there; give one such as 63`);
  }
  return { path: join(contentFolder, "issues", slug), index };
}

/** Type and length of what is heard, read from the file's own frames. */
async function measured(
  file: string,
): Promise<{ readonly type: string; readonly duration: number }> {
  if (!existsSync(file)) throw new Error(`--file ${file} is not there; give a sound file`);
  const ending = file.split(".").at(-1) ?? "";
  const type = Object.entries(audioTypes).find(([name]) => name === ending)?.[1];
  if (type === undefined) {
    const endings = Object.keys(audioTypes).map((name) => `.${name}`);
    throw new Error(`--file ${file} is no sound file; ${suggestion(`.${ending}`, endings)}`);
  }
  const { duration = 0 } = await parsed(file);
  if (duration <= 0) throw new Error(`--file ${file} has no sound in it; give another`);
  return { type, duration: Math.round(duration * 1000) / 1000 };
}

async function parsed(file: string): Promise<{ readonly duration?: number | undefined }> {
  try {
    return (await parseFile(file, { duration: true, skipCovers: true })).format;
  } catch (error) {
    throw new Error(`--file ${file} cannot be read as sound; save it again`, { cause: error });
  }
}

function transcript(file: string): { readonly file: string; readonly type: string } {
  const ending = file.split(".").at(-1) ?? "";
  const type = Object.entries(transcriptTypes).find(([name]) => name === ending)?.[1];
  if (type === undefined || !existsSync(file)) {
    throw new Error(`--transcript ${file} must be a .vtt, .srt or .txt file that is there`);
  }
  return { file: basename(file), type };
}

/** Copies a file beside the issue, whole or not at all; false where it is there already as it is. */
function bring(file: string, folder: string): boolean {
  const to = join(folder, basename(file));
  if (resolve(file) === resolve(to)) return false;
  if (existsSync(to)) {
    if (readFileSync(file).equals(readFileSync(to))) return false;
    throw new Error(`${to} is there already and stays as it is; take another name`);
  }
  const temporary = `${to}.${process.pid}.new`;
  try {
    copyFileSync(file, temporary);
    renameSync(temporary, to);
  } finally {
    rmSync(temporary, { force: true });
  }
  return true;
}

/** Replaces what the front matter says of the sound if the newsletter is as sound with it as without. */
function writeAudio(path: string, audio: Readonly<Record<string, unknown>>): string {
  const before = contentFiles(contentFolder);
  const text = before.find((file) => file.path === path)?.text ?? "";
  const [head = "", open = "", yaml = "", close = ""] =
    /^(---[ \t]*\r?\n)([^]*?)(^---[ \t]*(?:\r?\n|$))/m.exec(text) ?? [];
  const document = parseDocument(yaml);
  for (const [name, value] of Object.entries(audio)) document.setIn(["audio", name], value);
  const changed = `${open}${document.toString({ lineWidth: 0 })}${close}${text.slice(head.length)}`;
  const after = before.map((file) => (file.path === path ? { path, text: changed } : file));
  const options = { ...checkOptions(), media: mediaFiles(contentFolder) };
  const old = new Set(readContentFiles(before, options).problems);
  const problems = readContentFiles(after, options).problems.filter((one) => !old.has(one));
  if (problems.length > 0) throw new ContentError(problems);
  const file = join(contentFolder, path);
  replaceFile(file, changed);
  return file;
}
