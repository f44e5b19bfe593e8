/** MathJax, of which some 200 modules are loaded: only for who has a formula to draw. */
import "@mathjax/src/js/util/asyncLoad/esm.js";
import { liteAdaptor } from "@mathjax/src/js/adaptors/liteAdaptor.js";
import { RegisterHTMLHandler } from "@mathjax/src/js/handlers/html.js";
import { TeX } from "@mathjax/src/js/input/tex.js";
import "@mathjax/src/js/input/tex/ams/AmsConfiguration.js";
import "@mathjax/src/js/input/tex/newcommand/NewcommandConfiguration.js";
import { mathjax } from "@mathjax/src/js/mathjax.js";
import { SVG } from "@mathjax/src/js/output/svg.js";

import type { Formula } from "#newsletter/maths.ts";

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
const document = mathjax.document("", {
  InputJax: new TeX({
    packages: ["base", "ams", "newcommand"],
    formatError: (_jax: unknown, error: Error) => {
      throw error;
    },
  }),
  OutputJax: new SVG({ fontCache: "none", linebreaks: { inline: false } }),
});

/** The formula as SVG, outlines without fonts, its lengths in thousandths of an em of so many pixels. Throws what has a message and may be no error. */
export async function formulaSvg({ tex, isDisplay }: Formula, em: number): Promise<string> {
  const node = await document.convertPromise(tex, { display: isDisplay, em, ex: em / 2 });
  const [element] = adaptor.tags(node, "svg");
  return element === undefined ? "" : adaptor.serializeXML(element);
}
