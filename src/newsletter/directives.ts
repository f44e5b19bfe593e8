import { nearest } from "./suggestion.ts";

interface TextDirective {
  readonly name: string;
  readonly children: readonly unknown[];
}

/** `:sidenote[…]`, as against a plain colon such as the one in 12:30. */
export function isSidenote({ name }: TextDirective): boolean {
  return name === "sidenote";
}

/** A word after a colon that has a label, `:note[…]`: meant as a directive, though there is none of that name. */
export function isMisnamed(directive: TextDirective): boolean {
  return !isSidenote(directive) && directive.children.length > 0;
}

/** What to tell an author who wrote a directive there is not; `colons` are one, two or three. */
export function unknownDirective(colons: string, name: string): string {
  const known = colons === ":" ? ":sidenote" : ":::opinion";
  const remedy =
    nearest(name, [known.replaceAll(":", "")]) === undefined
      ? `there are :::opinion{by="…"} and :sidenote[…]`
      : `did you mean "${known}"?`;
  const plain = colons === ":" ? "; a plain colon is written \\:" : "";
  return `"${colons}${name}" is not a directive; ${remedy}${plain}`;
}
