import type { NewsletterConfig } from "./schemas.ts";

/** How English says what is written short. */
const english: Readonly<Record<string, string>> = {
  "e.g.": "for example",
  "i.e.": "that is",
  "et al.": "and others",
  "cf.": "compare",
  "vs.": "versus",
  "w.r.t.": "with respect to",
  "Fig.": "Figure",
  "Eq.": "Equation",
  "Sec.": "Section",
  "%": " percent",
  "&": "and",
  "±": " plus or minus ",
  "×": " times ",
  "≈": " about ",
  "≤": " at most ",
  "≥": " at least ",
  "→": " to ",
  "=": " equals ",
};

/** The written forms that a newsletter's speech replaces, longest first: those of its language's own table under those it gives itself. */
export function spokenForms({
  language,
  speech,
}: Pick<NewsletterConfig, "language" | "speech">): readonly (readonly [string, string])[] {
  const own = language.split("-")[0] === "en" ? english : {};
  return Object.entries({ ...own, ...speech }).toSorted(
    ([a], [b]) => b.length - a.length || (a < b ? -1 : 1),
  );
}

/** A text of one paragraph as it is said: written forms replaced, whole words only; addresses by their host's name; the dash of a range as a pause; white space single. */
export function spoken(text: string, forms: readonly (readonly [string, string])[]): string {
  const found = new Map(forms);
  const said = text
    .replaceAll(/\bhttps?:\/\/(?:www\.)?([^\s/<>()]+)(?:\/[^\s<>()]*)?/g, "$1")
    .replaceAll(/(?<=\d)–(?=\d)/g, " – ");
  const pattern = patternOf(forms);
  return (
    pattern === undefined ? said : said.replaceAll(pattern, (form) => found.get(form) ?? form)
  )
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\s+(?=[.,;:!?)])/g, "")
    .trim();
}

function patternOf(forms: readonly (readonly [string, string])[]): RegExp | undefined {
  if (forms.length === 0) return undefined;
  const parts = forms.map(([form]) => {
    const literal = form.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    const before = /^[\p{L}\p{N}]/u.test(form) ? String.raw`(?<![\p{L}\p{N}])` : "";
    const after = /[\p{L}\p{N}]$/u.test(form) ? String.raw`(?![\p{L}\p{N}])` : "";
    return before + literal + after;
  });
  return new RegExp(parts.join("|"), "gu");
}

/** TeX as it may be read: commands by their names, `^` and `_` as words would spell them, braces gone. */
export function spokenTex(tex: string): string {
  return tex
    .replaceAll(
      /\\(?:left|right|displaystyle|mathrm|mathbf|mathbb|mathcal|operatorname|text)\b/g,
      " ",
    )
    .replaceAll(/\\frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, " ($1) / ($2) ")
    .replaceAll(/\\sqrt\s*\{([^{}]*)\}/g, " sqrt ($1) ")
    .replaceAll(/\\([A-Za-z]+)/g, " $1 ")
    .replaceAll(/\\./g, " ")
    .replaceAll(/[{}$]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
