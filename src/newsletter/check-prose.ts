import type { CheckOptions, ContentSource } from "./check.ts";
import { peopleByName } from "./people.ts";
import { proseFacts } from "./prose-facts.ts";
import { linkTarget } from "./references.ts";
import { nearest, suggestion } from "./suggestion.ts";
import { tags } from "./tags.ts";
import { formatOf, type WrittenTag } from "./tree.ts";

/** A file with prose. */
interface Prose {
  readonly file: string;
  readonly body: string;
}

/** People, experiments, presets, results and maps that the prose names and that are not there. */
export function proseProblems(
  { file, body }: Prose,
  source: ContentSource,
  { demos, games, maps, targets }: CheckOptions,
): string[] {
  const { tags: written, opinionsBy, links } = proseFacts(body, formatOf(file));
  return [
    ...unknownPeople(file, "opinion", opinionsBy, source),
    ...(demos === undefined ? [] : demoProblems(file, written, demos)),
    ...(maps === undefined ? [] : unknownMaps(file, written, maps)),
    ...(games === undefined ? [] : unknownGames(file, written, games)),
    ...(targets === undefined ? [] : misledLinks(file, links, source, targets)),
  ];
}

/** One line for each link to a file or a page of the newsletter that is not there. */
function misledLinks(
  file: string,
  links: readonly string[],
  { newsletter }: ContentSource,
  known: ReadonlySet<string>,
): string[] {
  const [, issue = ""] = file.split("/");
  const targets = links.flatMap((url) => linkTarget(url, issue, newsletter) ?? []);
  return [...new Set(targets)]
    .filter((target) => !known.has(target))
    .map((target) => {
      const isEntry = target.includes("/");
      const others = [...known].filter((id) => id.includes("/") === isEntry);
      return `${file}: link: there is no ${isEntry ? "entry" : "issue"} "${target}"; ${suggestion(target, others)}`;
    });
}

/** One line for each name that is not in `people.yaml`. */
export function unknownPeople(
  file: string,
  field: string,
  names: readonly string[],
  { people }: Pick<ContentSource, "people">,
): string[] {
  const person = peopleByName(people);
  const unknown = names.filter((name) => person(name) === undefined);
  if (unknown.length === 0) return [];
  const known = Object.values(people).flatMap(({ name, spellings }) => [name, ...spellings]);
  return unknown.map((name) => {
    const near = nearest(name, known);
    const remedy =
      near === undefined
        ? "add the person there, or the spelling to one who is"
        : `did you mean "${near}"? If not, add the person there`;
    return `${file}: ${field}: "${name}" is not in people.yaml; ${remedy}`;
  });
}

/** One line for each map that a tag names and that is not there. */
function unknownMaps(
  file: string,
  written: readonly WrittenTag[],
  maps: readonly string[],
): string[] {
  return written.flatMap(({ name, attributes }) =>
    (tags[name] ?? [])
      .filter(({ kind }) => kind === "map")
      .flatMap((attribute) => attributes[attribute.name] ?? [])
      .filter((id) => !maps.includes(id))
      .map((id) => `${file}: ${name}: there is no map "${id}"; ${suggestion(id, maps)}`),
  );
}

/** One line for each game that a tag names and that has nothing to play it with. */
function unknownGames(
  file: string,
  written: readonly WrittenTag[],
  games: readonly string[],
): string[] {
  return written.flatMap(({ name, attributes }) =>
    (tags[name] ?? [])
      .filter(({ kind }) => kind === "game")
      .flatMap((attribute) => attributes[attribute.name] ?? [])
      .filter((id) => !games.includes(id))
      .map(
        (id) =>
          `${file}: ${name}: there is nothing to play "${id}" with; add games/${id}/<name>.yaml${games.length === 0 ? "" : `, or ${suggestion(id, games)}`}`,
      ),
  );
}

function demoProblems(
  file: string,
  written: readonly WrittenTag[],
  demos: NonNullable<CheckOptions["demos"]>,
): string[] {
  return written.flatMap(({ name, attributes }) => {
    const say = (problem: string): string => `${file}: ${name}: ${problem}`;
    const values = (kind: "experiment" | "preset") =>
      (tags[name] ?? [])
        .filter((attribute) => attribute.kind === kind)
        .flatMap((attribute) => attributes[attribute.name] ?? []);
    const experiments = values("experiment").filter((id) => !demos.experiments.includes(id));
    const presets = values("preset").filter((preset) => !demos.presets.includes(preset));
    if (experiments.length + presets.length > 0) {
      return [
        ...experiments.map((id) =>
          say(`there is no experiment "${id}"; ${suggestion(id, demos.experiments)}`),
        ),
        ...presets.map((preset) =>
          say(`there is no preset "${preset}"; ${suggestion(preset, demos.presets)}`),
        ),
      ];
    }
    const [experiment = "", result] = [attributes["experiment"], attributes["result"]];
    return result === undefined || demos.results.includes(`${experiment}/${result}`)
      ? []
      : [
          say(
            `there is no result ${experiment}/${result}; run npm run precompute -- ${experiment} --preset ${result}`,
          ),
        ];
  });
}
