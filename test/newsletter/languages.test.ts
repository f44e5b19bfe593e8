import { expect, it } from "vitest";

import { openGraphLocale } from "#newsletter/languages.ts";

it.each([
  ["de", "de_DE"],
  ["en", "en_US"],
  ["pt-BR", "pt_BR"],
  ["zh-Hant", "zh_TW"],
])("names the language %s as Open Graph does, %s", (tag, locale) => {
  expect(openGraphLocale(tag)).toBe(locale);
});
