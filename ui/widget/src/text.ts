// Texts as they are shown.

const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** The text on one line, without control characters and those that reorder or hide text. */
export function clean(text: string): string {
  return text.replace(HIDDEN, " ").split(/\s+/).filter(Boolean).join(" ");
}

/** The text with its first letter as a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Characters as people and the server count them. */
export function length(text: string): number {
  return [...text].length;
}

/** A number of things in words: "1 source", "2 sources". */
export function count(number: number, thing: string): string {
  return `${number.toLocaleString("en")} ${thing}${number === 1 ? "" : "s"}`;
}
