/** Texts by which programs and people say that there is no value. */
const words = /^(?:#?n\/?a|nan|null|none|nil|missing|unknown|-+|\?+|\.)$/i;

/** Whether a text among numbers is likely to mean a missing value. */
export function meansMissing(text: string): boolean {
  return words.test(text);
}
