/** Text of `newsletter.yaml` of the content folder being built; supplied by astro.config.mjs. */
declare module "virtual:retort/newsletter" {
  const text: string;
  export default text;
}
/** Text of `people.yaml` of the content folder being built; supplied by astro.config.mjs. */
declare module "virtual:retort/people" {
  const text: string;
  export default text;
}
/** Text of `published.yaml` of the content folder being built, empty where there is none; supplied by astro.config.mjs. */
declare module "virtual:retort/published" {
  const text: string;
  export default text;
}
/** The sound maps of arguments of the content folder being built, by id; supplied by astro.config.mjs. */
declare module "virtual:retort/maps" {
  const maps: Readonly<Record<string, import("#maps/schema.ts").ArgumentMap>>;
  export default maps;
}
/** The files of `games/` in the content folder being built; supplied by astro.config.mjs. */
declare module "virtual:retort/games" {
  const files: readonly { readonly path: string; readonly text: string }[];
  export default files;
}
/** Whether drafts and issues of a later day are shown: in `dev`, and only there; supplied by astro.config.mjs. */
declare module "virtual:retort/drafts" {
  const areShown: boolean;
  export default areShown;
}
/** The archive and prose as the build has read them; undefined in `dev`, where Astro reads them; supplied by astro.config.mjs. */
declare module "virtual:retort/prepared" {
  const prepared: import("#newsletter/prepared.ts").Prepared | undefined;
  export default prepared;
}
