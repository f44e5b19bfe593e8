/** By language; making one costs as much as a hundred uses. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** `2019-08-22` in words of the newsletter's language. */
export function dayInWords(day: string, language: string): string {
  const format =
    dayFormats.get(language) ??
    new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  dayFormats.set(language, format);
  return format.format(instant(day));
}

/** The moment that feeds give for a day: ten past eight, universal time, which is that day from California to New Zealand and seldom still to come when an issue goes out. `before`, milliseconds, sets apart what has the same day. */
export function instant(day: string, before = 0): Date {
  return new Date(Date.parse(`${day}T08:10:00Z`) - before);
}

/** The newest of the days; the first argument when there is no other. */
export function newest(day: string, others: readonly string[]): string {
  return [day, ...others].toSorted().at(-1) ?? day;
}
