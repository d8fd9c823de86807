// @ts-check
// What fits a search of the library. The server's twin is web/shelf.py; a test asks both the same.

/** @typedef {{words: string[], facets: Record<string, string>}} Sought */
/** @typedef {{id: string, words: string, facets: Record<string, string[]>}} Shelved */
/** @typedef {{kind: string, name: string, url: string, words: string}} Other */

/**
 * Small letters without accents.
 * @param {string} text
 */
export function plain(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
}

/**
 * What a form asks for; a facet left open is left out.
 * @param {Iterable<[string, string]>} sent
 * @returns {Sought}
 */
export function soughtBy(sent) {
  /** @type {Sought} */
  const sought = { words: [], facets: {} };
  for (const [name, value] of sent) {
    const given = value.trim();
    if (name === "q") sought.words = plain(given).split(/\s+/).filter(Boolean);
    else if (given) sought.facets[name] = given;
  }
  return sought;
}

/** @param {Sought} sought */
export function isAnything(sought) {
  return sought.words.length > 0 || Object.keys(sought.facets).length > 0;
}

/** @param {Shelved} stretch @param {Sought} sought */
export function fits(stretch, sought) {
  return (
    sought.words.every((word) => stretch.words.includes(word)) &&
    Object.entries(sought.facets).every(([facet, value]) => stretch.facets[facet]?.includes(value))
  );
}

/** @param {Other} other @param {Sought} sought */
export function isNamed(other, sought) {
  return sought.words.length > 0 && sought.words.every((word) => other.words.includes(word));
}
