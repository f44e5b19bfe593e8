import { type Answers, beliefs } from "./evidence.ts";
import { foremost } from "./influence.ts";
import type { ArgumentMap } from "./schema.ts";

/** Sentences with `{name}` places, in the language of the page. */
export interface Phrases {
  readonly nothing: string;
  /** Place: list. */
  readonly favours: string;
  readonly opposes: string;
  /** Places: question, agenda, yes, no. The second is for a reader who has answered everything. */
  readonly next: string;
  readonly change: string;
  /** Place: list. */
  readonly picture: string;
}

/** What a reader is told of the map as it stands. */
export interface Told {
  readonly follows: string;
  /** Which answer would move it most; empty where none would. */
  readonly next: string;
  /** The picture in words. */
  readonly picture: string;
}

/** What the answers speak for and against, and which other answer would change that most. */
export function told(map: ArgumentMap, answers: Answers, phrases: Phrases): Told {
  const found = beliefs(map, answers);
  const agendas = Object.entries(map.agendas)
    .map(([id, { title }]) => ({ title, percent: percent(found[id] ?? 0.5) }))
    .toSorted((a, b) => b.percent - a.percent);
  const list = (some: typeof agendas): string =>
    some.map((agenda) => `${agenda.title} (${agenda.percent}\u00A0%)`).join(", ");
  const favoured = agendas.filter((agenda) => agenda.percent > 50);
  const opposed = agendas.filter((agenda) => agenda.percent < 50).toReversed();
  const follows = [
    ...(favoured.length > 0 ? [filled(phrases.favours, { list: list(favoured) })] : []),
    ...(opposed.length > 0 ? [filled(phrases.opposes, { list: list(opposed) })] : []),
  ];
  const all = Object.entries({ ...map.nodes, ...map.agendas });
  return {
    follows: follows.length > 0 ? follows.join(" ") : phrases.nothing,
    next: nextWords(map, answers, phrases),
    picture: filled(phrases.picture, {
      list: all.map(([id, { title }]) => `${title} ${percent(found[id] ?? 0.5)} %`).join(", "),
    }),
  };
}

function nextWords(map: ArgumentMap, answers: Answers, { next, change }: Phrases): string {
  const most = foremost(map, answers);
  if (most === undefined) return "";
  return filled(answers[most.node] === undefined ? next : change, {
    question: map.nodes[most.node]?.title ?? most.node,
    agenda: map.agendas[most.agenda]?.title ?? most.agenda,
    yes: percent(most.yes),
    no: percent(most.no),
  });
}

/** A probability in whole per cent. */
export function percent(probability: number): number {
  return Math.round(100 * probability);
}

/** By what a yes at its foot multiplies or divides the odds at an arrow's head, to a tenth. */
export function factorOf({ weight }: { readonly weight: number }): number {
  return Math.round(10 * 2 ** Math.abs(weight)) / 10;
}

function filled(phrase: string, places: Readonly<Record<string, string | number>>): string {
  return phrase.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole));
}
