/** Which files of the content Astro has to compile, because they are programs, or translations. */
import type { ContentFile } from "#newsletter/content.ts";

/** The variable that tells Astro, while the build has it compile, to leave plain prose alone. */
export const compiledOnly = "RETORT_COMPILED_ONLY";

/** Whether Astro compiles a file: MDX, and translations, `name.de.md`. */
export function isCompiled({ path }: Pick<ContentFile, "path">): boolean {
  return path.endsWith(".mdx") || /\.[\w-]+\.md$/.test(path);
}
