/** The newsletters that the site's tests build: this one, and somebody else's under a path of its host and in another language. */
export const newsletters = [
  { name: "this newsletter", content: "content", root: "/" },
  {
    name: "somebody else’s newsletter",
    content: "test/fixtures/newsletter",
    root: "/my-newsletter/",
  },
] as const;
