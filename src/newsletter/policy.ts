import type { NewsletterConfig } from "./schemas.ts";

/** Content-Security-Policy of every page (CSP 3): everything from this site, nothing inline; forms may go to the mail provider, sound may come from the hosts named. */
export function contentPolicy(
  { subscribe }: Pick<NewsletterConfig, "subscribe">,
  audioHosts: readonly string[] = [],
): string {
  const provider = subscribe === undefined ? "" : ` ${new URL(subscribe.action).origin}`;
  return [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    ...(audioHosts.length > 0 ? [`media-src 'self' ${audioHosts.join(" ")}`] : []),
    "worker-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    `form-action 'self'${provider}`,
  ].join("; ");
}

/** The same policy as a header, where it may also say who frames the page: nobody else. */
export function headerPolicy(
  newsletter: Pick<NewsletterConfig, "subscribe">,
  audioHosts: readonly string[] = [],
): string {
  return `${contentPolicy(newsletter, audioHosts)}; frame-ancestors 'self'`;
}
