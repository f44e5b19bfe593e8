import { DomUtils, parseDocument } from "htmlparser2";

import { absolute } from "#newsletter/addresses.ts";
import { type Formula, formulaPath } from "#newsletter/maths.ts";
import type { NewsletterConfig } from "#newsletter/schemas.ts";

import { formulaSize } from "./formula-picture.ts";

/** Rendered prose with every formula as a picture, its TeX as the text in its stead: MathML is lost on mail programs and half of feed readers. */
export async function withFormulaPictures(
  html: string,
  newsletter: Pick<NewsletterConfig, "address">,
): Promise<string> {
  const found = [...html.matchAll(formulaPattern)];
  const pictures = await Promise.all(
    found.map(async ([markup, boxed]) => {
      const formula = formulaIn(markup, boxed !== undefined);
      const { width, height } = await formulaSize(formula);
      const source = absolute(newsletter, formulaPath(formula));
      const image = `<img src="${source}" alt="${attribute(formula.tex)}" width="${width}" height="${height}">`;
      return boxed === undefined ? image : `<p>${image}</p>`;
    }),
  );
  const rest = html.split(between);
  return rest.map((part, i) => part + (pictures[i] ?? "")).join("");
}

/** A formula as the page has it, with its box where it stands in lines of its own. */
const formulaPattern =
  /<div class="formula"[^>]*>(<math\b[\s\S]*?<\/math>)<\/div>|<math\b[\s\S]*?<\/math>/g;

/** The same without groups, since what a pattern's groups hold would stand among the parts. */
const between = new RegExp(formulaPattern.source.replace("(<math", "(?:<math"), "g");

function formulaIn(markup: string, isDisplay: boolean): Formula {
  const [annotation] = DomUtils.getElementsByTagName("annotation", parseDocument(markup));
  const tex = annotation === undefined ? "" : DomUtils.textContent(annotation);
  return { tex, isDisplay };
}

function attribute(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
