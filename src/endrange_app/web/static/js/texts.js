// @ts-check
/**
 * Texts in the language of the page. The server puts them into the page itself, so they are there
 * without a network; see ``script_texts``. Each is named by its English words.
 */

/** @type {Record<string, string>} */
const TEXTS = JSON.parse(document.getElementById("texts")?.textContent ?? "{}");

/**
 * A text, with values in place of ``{name}``.
 * @param {string} english
 * @param {Record<string, string | number>} values
 */
export function gettext(english, values = {}) {
  const text = TEXTS[english] ?? english;
  return text.replace(/\{(\w+)\}/g, (gap, name) => String(values[name] ?? gap));
}
