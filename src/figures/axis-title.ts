/** An axis title in as many lines as it takes to be no longer than `room` pixels; a word too long for a line stands alone on it. */
export function titleLines(
  title: string,
  room: number,
  measure: (text: string) => number,
): string[] {
  const lines: string[] = [];
  for (const word of title.split(" ")) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last === undefined || measure(longer) > room) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
