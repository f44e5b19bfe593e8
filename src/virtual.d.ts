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
/** Whether drafts and issues of a later day are shown: in `dev`, and only there; supplied by astro.config.mjs. */
declare module "virtual:retort/drafts" {
  const areShown: boolean;
  export default areShown;
}
