// @ts-check
/** Let this session page open again without a network: only a protected address may. */

const place = "/worker.js";

/** Tell the worker what this page is made of. */
export async function keepPage() {
  await tell({ keep: parts(), page: location.href });
}

/** The session is over: keep no copy of its page. */
export async function forgetPage() {
  await tell({ forget: true, page: location.href });
}

async function tell(/** @type {object} */ message) {
  try {
    await navigator.serviceWorker?.register(place);
    (await navigator.serviceWorker?.ready)?.active?.postMessage(message);
  } catch {
    // Forbidden or a plain address: the page says so itself.
  }
}

function parts() {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  return loaded.filter((address) => address.startsWith(`${location.origin}/static/`));
}
