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

/** The moment that feeds give for a day: noon, universal time. */
export function instant(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** The newest of the days; the first argument when there is no other. */
export function newest(day: string, others: readonly string[]): string {
  return [day, ...others].toSorted().at(-1) ?? day;
}
