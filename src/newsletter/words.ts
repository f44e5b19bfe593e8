import type { NewsletterConfig } from "./schemas.ts";

/** Interface words in English; `words` of newsletter.yaml replaces them by key. Values may hold `{name}` places. */
export const english = {
  about: "What this is",
  allEntries: "Every entry",
  allIssues: "All issues",
  answeredBy: "Answered by",
  archive: "Archive",
  anyCategory: "Any category",
  anyPerson: "Anybody",
  anyYear: "Any year",
  authors: "Authors",
  byPerson: "By person",
  bySection: "By category",
  category: "Category",
  cite: "Cite",
  copyAddress: "Copy address",
  copied: "Copied",
  corrections: "Corrections",
  database: "Database",
  downloadAs: "The same table as",
  draftBanner: "Not yet published: this issue is a draft or dated {date}.",
  draftEntry: "Not yet published: this entry is a draft.",
  emailAddress: "Your mail address",
  entries: "{count} entries",
  entryFeeds: "One item an entry",
  experiments: "Experiments",
  feeds: "Feeds",
  guide: "Author’s guide",
  highlights: "Highlights",
  home: "Home",
  inIssue: "In issue {number}",
  issue: "Issue {number}",
  issueFeeds: "One item an issue",
  linkOnly: "Link only",
  mailForm: "By mail, through {provider}",
  newer: "Newer issue: {title}",
  newerShort: "Next",
  noEntries: "No entries match.",
  noIssues: "No issue has been published yet.",
  note: "Note",
  notFound: "There is no such page",
  notFoundHelp:
    "The address may be mistyped, or the page has never existed. The archive lists everything there is.",
  older: "Older issue: {title}",
  olderShort: "Previous",
  opinionOf: "{name}’s opinion",
  outline: "Outline",
  permalink: "Permanent link",
  person: "Person",
  pages: "Main pages",
  readMore: "Read more",
  readIssue: "Read issue {number}",
  readingTime: "{minutes} min read",
  respondsTo: "Answers",
  search: "Search",
  showAll: "Show all",
  skip: "Skip to the text",
  subscribe: "Subscribe",
  subscribeButton: "Subscribe by mail",
  summarisedBy: "Summarised by {names}",
  theme: "Theme",
  themeDark: "Dark",
  themeLight: "Light",
  themeSystem: "System",
  title: "Title",
  work: "The work itself",
  writtenBy: "By {name}",
  year: "Year",
} as const;

export type WordKey = keyof typeof english;

/** The keys that `words` of newsletter.yaml may have. */
export const wordKeys: readonly string[] = Object.keys(english);

/** The interface word of that key in the newsletter's language, its places filled in. */
export function word(
  newsletter: Pick<NewsletterConfig, "words">,
  key: WordKey,
  places: Readonly<Record<string, string | number>> = {},
): string {
  const text = newsletter.words[key] ?? english[key];
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole));
}
