import type { NewsletterConfig } from "./schemas.ts";

/** Content-Security-Policy of every page (CSP 3): everything from this site, nothing inline; forms may go to the mail provider. */
export function contentPolicy({ subscribe }: Pick<NewsletterConfig, "subscribe">): string {
  const provider = subscribe === undefined ? "" : ` ${new URL(subscribe.action).origin}`;
  return [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    `form-action 'self'${provider}`,
  ].join("; ");
}

/** The same policy as a header, where it may also say who frames the page: nobody else. */
export function headerPolicy(newsletter: Pick<NewsletterConfig, "subscribe">): string {
  return `${contentPolicy(newsletter)}; frame-ancestors 'self'`;
}
