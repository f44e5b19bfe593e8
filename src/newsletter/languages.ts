import { languageRoot, rootPath } from "./addresses.ts";
import type { Newsletter } from "./archive.ts";

/** Language that a file's name says, `de` of `issues/062/call.de.md`; undefined for an original. */
export function languageOf(file: string): string | undefined {
  return /\/[^/.]+\.([A-Za-z0-9-]+)\.mdx?$/.exec(file)?.[1];
}

/** The issue or entry that a file holds or translates: `062`, `062/call`. */
export function targetOf(file: string): string {
  return file.replace(/^issues\//, "").replace(/(?:\/index)?(?:\.[A-Za-z0-9-]+)?\.mdx?$/, "");
}

/** The newsletter as it speaks of itself in one of its `languages`; itself where it has no such language. */
export function inLanguage<Settings extends Pick<Newsletter, "languages" | "language" | "words">>(
  newsletter: Settings,
  language: string,
): Settings {
  const own = newsletter.languages[language];
  if (own === undefined) return newsletter;
  const { titles: _, ...said } = own;
  return { ...newsletter, ...said, language };
}

/** A language's name in that language: `Deutsch`. */
export function languageName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  const [first = "", ...rest] = name;
  return first.toLocaleUpperCase(language) + rest.join("");
}

/** A language as Open Graph writes it, with the country where most speak it (CLDR's likely subtags): `de_DE`. */
export function openGraphLocale(language: string): string {
  const { language: main, region } = new Intl.Locale(language).maximize();
  return region === undefined ? main : `${main}_${region}`;
}

/** The language whose pages an address is among; undefined for all other pages. */
export function languageAt(
  newsletter: Pick<Newsletter, "address" | "languages">,
  pathname: string,
): string | undefined {
  const path = pathname.slice(rootPath(newsletter).length);
  return Object.keys(newsletter.languages).find((tag) => path.startsWith(languageRoot(tag)));
}
