import { archive } from "#archive.ts";
import { personPath } from "#newsletter/addresses.ts";
import type { Entry, Person } from "#newsletter/archive.ts";
import { type ListPage, pagesOf } from "#newsletter/paging.ts";
import { word } from "#newsletter/words.ts";

/** What somebody did to some entries, in pages. */
interface PersonList {
  readonly title: string;
  readonly pages: readonly ListPage<Entry>[];
  readonly page: ListPage<Entry>;
}

/** One page about a person: their newest entries in each role, or further ones in one. */
interface PersonPage {
  readonly person: Person;
  readonly path: string;
  /** End of the path after the person; undefined for the first page. */
  readonly rest?: string;
  readonly lists: readonly PersonList[];
}

interface Role {
  readonly id: string;
  readonly people: (entry: Entry) => readonly Person[];
  readonly title: (name: string) => string;
}

const { newsletter } = archive;
const roles: readonly Role[] = [
  {
    id: "written",
    people: ({ authors }) => authors,
    title: (name) => word(newsletter, "writtenBy", { name }),
  },
  {
    id: "summarised",
    people: ({ summarisedBy }) => summarisedBy,
    title: (names) => word(newsletter, "summarisedBy", { names }),
  },
  {
    id: "opinions",
    people: ({ opinionsBy }) => opinionsBy,
    title: (name) => word(newsletter, "opinionOf", { name }),
  },
];

/** Every page about everyone whom an entry names. */
export function personPages(): PersonPage[] {
  const inRoles = roles.map((role) => ({ ...role, entries: entriesByPerson(role.people) }));
  return archive.people.flatMap((person) => {
    const path = personPath(person.id);
    const lists = inRoles.flatMap(({ id, title, entries }) => {
      const own = entries.get(person.id);
      if (own === undefined) return [];
      const [newest, ...further] = pagesOf(own, `${path}${id}/`);
      if (newest === undefined) return [];
      const pages = [{ ...newest, path }, ...further];
      return [{ id, title: title(person.name), pages, page: pages[0] ?? newest, further }];
    });
    return [
      { person, path, lists },
      ...lists.flatMap(({ id, title, pages, further }) =>
        further.map((page) => ({
          person,
          path: page.path,
          rest: `${id}/${page.number ?? ""}`,
          lists: [{ title, pages, page }],
        })),
      ),
    ];
  });
}

function entriesByPerson(people: Role["people"]): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of archive.entries) {
    for (const id of new Set(people(entry).map((person) => person.id))) {
      const list = found.get(id);
      if (list === undefined) found.set(id, [entry]);
      else list.push(entry);
    }
  }
  return found;
}
