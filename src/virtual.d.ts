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
