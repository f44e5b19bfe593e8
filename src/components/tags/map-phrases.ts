import type { Phrases } from "#maps/telling.ts";
import type { NewsletterConfig } from "#newsletter/schemas.ts";
import { word } from "#newsletter/words.ts";

/** What a map says, in the newsletter's language; the places are filled in later. */
export function mapPhrases(
  newsletter: Pick<NewsletterConfig, "words">,
): Phrases & { readonly copied: string } {
  return {
    nothing: word(newsletter, "mapNothing"),
    favours: word(newsletter, "mapFavours"),
    opposes: word(newsletter, "mapOpposes"),
    next: word(newsletter, "mapNext"),
    change: word(newsletter, "mapChange"),
    picture: word(newsletter, "mapPicture"),
    copied: word(newsletter, "mapCopied"),
  };
}
