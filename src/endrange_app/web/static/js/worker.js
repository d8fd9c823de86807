// @ts-check
/**
 * The service worker: a session page, or a client's questions, that were opened once open again
 * without a network. It keeps those pages and the files they use, asks the network first, and
 * touches nothing else.
 */

const [PAGES, FILES] = ["endrange-pages", "endrange-files"];
const PATIENCE = 4000; // milliseconds for a network that is there and does not answer
const KEPT_FOR = 16 * 60 * 60 * 1000; // as long as a sign-in lasts, a working day
const LASTING = /^\/(runs|join|intake)\/[^/]+\/$/;
/** The parts of a questionnaire are one page, whatever its address says of where somebody is. */
const ANY_PART = { ignoreVary: true, ignoreSearch: true };
const worker = /** @type {any} */ (self);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(begin()));
worker.addEventListener("message", (/** @type {any} */ event) => event.waitUntil(hear(event.data)));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const kind = kindOf(event.request);
  if (kind) event.respondWith(answer(event.request, kind));
});

async function begin() {
  await dropOld();
  await worker.clients.claim();
}

/** A page says what it is made of, before this worker has seen it, or that its session is over. */
async function hear(/** @type {{keep?: string[], page: string, forget?: boolean}} */ message) {
  const pages = await caches.open(PAGES);
  if (message.forget) return void (await pages.delete(message.page, ANY_PART));
  const files = await caches.open(FILES);
  await Promise.all((message.keep ?? []).map((address) => copy(files, address)));
  await copy(pages, message.page);
  await dropOld();
}

/** One copy, as complete as the network lets it be: the others do not wait for it. */
async function copy(/** @type {Cache} */ cache, /** @type {string} */ address) {
  try {
    const response = await fetch(address, { credentials: "same-origin" });
    if (keeps(response)) await cache.put(address, response);
  } catch {
    // Asked for again when the page is next opened.
  }
}

function kindOf(/** @type {Request} */ request) {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return "";
  if (request.mode === "navigate") return LASTING.test(pathname) ? PAGES : "";
  return pathname.startsWith("/static/") ? FILES : "";
}

async function answer(/** @type {Request} */ request, /** @type {string} */ kind) {
  const cache = await caches.open(kind);
  const kept = await cache.match(request, kind === PAGES ? ANY_PART : { ignoreVary: true });
  try {
    const response = await inTime(fetch(request), kept ? PATIENCE : Infinity);
    if (keeps(response)) await cache.put(request, response.clone());
    else if (kind === PAGES && [404, 410].includes(response.status)) await cache.delete(request, ANY_PART);
    return response;
  } catch (fault) {
    if (kept) return kept;
    throw fault;
  }
}

/** Not a sign-in page that stands where the session was. */
function keeps(/** @type {Response} */ response) {
  return response.ok && !response.redirected;
}

/**
 * @param {Promise<Response>} response
 * @param {number} patience
 * @returns {Promise<Response>}
 */
function inTime(response, patience) {
  if (patience === Infinity) return response;
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("no answer in time")), patience);
    response.then(resolve, reject);
  });
}

/** A page of yesterday has a client's first name in it, and nobody needs it any more. */
async function dropOld() {
  const pages = await caches.open(PAGES);
  for (const request of await pages.keys()) {
    const kept = await pages.match(request);
    const dated = Date.parse(kept?.headers.get("date") ?? "");
    if (!(Date.now() - dated < KEPT_FOR)) await pages.delete(request);
  }
}
