/** The site's face under its name on the page, then under the one a still picture knows. */
export const fontFamily = '"Inter Variable", Inter, sans-serif';
export const figureFont = `12px ${fontFamily}`;
