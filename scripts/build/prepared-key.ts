/** Under this symbol of the global object the site's program finds what the build has prepared for it. */
export const preparedKey = "retort.prepared";
