import { z } from "zod";

/** What `npm run data` writes beside a text, `public/data/<name>/manifest.json`. */
const textManifestSchema = z.object({
  /** It stands beside the manifest. */
  file: z.literal("text.txt"),
  characters: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type TextManifest = Readonly<z.infer<typeof textManifestSchema>>;

/** Reads the text of a manifest; throws a sentence that names the data set where it is not one. */
export function readTextManifest(bytes: ArrayBuffer | Uint8Array, name: string): TextManifest {
  try {
    return textManifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new Error(`the manifest of ${name} cannot be read; run npm run data -- ${name}`, {
      cause,
    });
  }
}
