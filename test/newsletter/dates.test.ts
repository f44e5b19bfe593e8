import { expect, it } from "vitest";

import { dayInWords, instant, newest } from "#newsletter/dates.ts";

it.each([
  ["en", "August 22, 2019"],
  ["en-GB", "22 August 2019"],
  ["de", "22. August 2019"],
])("says a day in %s wherever the reader is", (language, words) => {
  expect(dayInWords("2019-08-22", language)).toBe(words);
});

it("gives a day a moment that is the same day from California to New Zealand, summer or winter", () => {
  for (const timeZone of ["America/Los_Angeles", "Asia/Tokyo", "Pacific/Auckland"]) {
    const winter = new Intl.DateTimeFormat("en-CA", { timeZone }).format(
      instant("2019-01-22", 599_000),
    );
    expect(winter).toBe("2019-01-22");
    const day = new Intl.DateTimeFormat("en-CA", { timeZone }).format(instant("2019-08-22"));
    expect(day).toBe("2019-08-22");
  }
});

it("finds the newest of several days", () => {
  expect(newest("2019-08-22", ["2018-01-01", "2020-02-02"])).toBe("2020-02-02");
  expect(newest("2019-08-22", [])).toBe("2019-08-22");
});
