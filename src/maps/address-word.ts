/** The word by which an address says whose answers follow; no question may be called so. It stands apart from the schema, which no page has to load. */
export const addressWord = "map";
