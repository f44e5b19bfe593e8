import type { APIRoute } from "astro";

/** Runs before the first paint, so that a remembered theme never flashes; a file of its own, since the policy forbids inline scripts. */
const script = `try{const t=localStorage.getItem("theme");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}\n`;

export const GET: APIRoute = () =>
  new Response(script, { headers: { "content-type": "text/javascript; charset=utf-8" } });
