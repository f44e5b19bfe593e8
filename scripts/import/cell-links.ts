/** Links of a spreadsheet's cells, which its reader passes over. */
import { strFromU8, unzipSync } from "fflate";
import { Parser } from "htmlparser2";

/** Addresses by `row:column` from 0, by the sheet's name: links set on a cell, and those of the formula HYPERLINK. */
export function cellLinks(bytes: Uint8Array): Map<string, ReadonlyMap<string, string>> {
  const files = unzipSync(bytes, { filter: ({ name }) => /\.(?:xml|rels)$/.test(name) });
  const text = (name: string): string => {
    const file = files[name];
    return file === undefined ? "" : strFromU8(file);
  };
  const targets = relations(text("xl/_rels/workbook.xml.rels"));
  const sheets = new Map<string, ReadonlyMap<string, string>>();
  eachTag(text("xl/workbook.xml"), (tag, { name = "", "r:id": id = "" }) => {
    if (tag !== "sheet") return;
    const file = (targets.get(id) ?? "").replace(/^\/?(?:xl\/)?/, "xl/");
    const rels = file.replace(/([^/]+)$/, "_rels/$1.rels");
    sheets.set(name, linksOf(text(file), relations(text(rels))));
  });
  return sheets;
}

/** Targets of a part's relations, by their id. */
function relations(xml: string): Map<string, string> {
  const targets = new Map<string, string>();
  eachTag(xml, (tag, { Id = "", Target = "" }) => {
    if (tag === "Relationship") targets.set(Id, Target);
  });
  return targets;
}

function linksOf(xml: string, targets: ReadonlyMap<string, string>): Map<string, string> {
  const links = new Map<string, string>();
  let cell = "";
  eachTag(
    xml,
    (tag, attributes) => {
      if (tag === "c") cell = attributes["r"] ?? "";
      const target = targets.get(attributes["r:id"] ?? "");
      if (tag !== "hyperlink" || target === undefined) return;
      const [first = "", last = first] = (attributes["ref"] ?? "").split(":");
      const hash = attributes["location"];
      const address = hash === undefined ? target : `${target}#${hash}`;
      for (const place of between(first, last)) links.set(place, address);
    },
    (tag, inner) => {
      const [, url] = /^HYPERLINK\(\s*"((?:[^"]|"")*)"/i.exec(inner) ?? [];
      if (tag === "f" && url !== undefined) links.set(placeOf(cell), url.replaceAll('""', '"'));
    },
  );
  return links;
}

/** Every cell of a range such as `C2:C4`; of a very large one, its first. */
function between(first: string, last: string): string[] {
  const [top = 0, left = 0] = placeOf(first).split(":").map(Number);
  const [bottom = 0, right = 0] = placeOf(last).split(":").map(Number);
  const [height, width] = [bottom - top + 1, right - left + 1];
  if (height * width > 10_000) return [`${top}:${left}`];
  return Array.from({ length: height * width }, (_, i) =>
    [top + Math.floor(i / width), left + (i % width)].join(":"),
  );
}

/** `B3` as `2:1`. */
function placeOf(reference: string): string {
  const [, letters = "", digits = ""] = /^\$?([A-Z]+)\$?(\d+)$/.exec(reference) ?? [];
  const column = Array.from(letters).reduce(
    (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
    0,
  );
  return `${Number(digits) - 1}:${column - 1}`;
}

function eachTag(
  xml: string,
  onOpen: (tag: string, attributes: Readonly<Record<string, string | undefined>>) => void,
  onClose: (tag: string, text: string) => void = () => undefined,
): void {
  let inner = "";
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        inner = "";
        onOpen(tag, attributes);
      },
      ontext(text) {
        inner += text;
      },
      onclosetag(tag) {
        onClose(tag, inner);
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
}
