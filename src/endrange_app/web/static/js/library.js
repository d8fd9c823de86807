// @ts-check
// Filters the library while one types, from one index that the browser keeps. Until that has come,
// and without this file, the form asks the server instead.
import { fits, isAnything, isNamed, soughtBy } from "./shelf.js";

/** @typedef {import("./shelf.js").Sought} Sought */
/** @typedef {{stretches: import("./shelf.js").Shelved[], others: import("./shelf.js").Other[]}} Index */

const form = document.querySelector("form[data-library]");

/** @param {string} what @returns {HTMLElement} */
function part(what) {
  const found = document.querySelector(`[${what}]`);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${what}`);
  return found;
}

/** @param {HTMLFormElement} form */
function sent(form) {
  const pairs = /** @type {[string, string][]} */ ([...new FormData(form)]);
  return pairs.filter(([, value]) => value.trim());
}

/** @param {HTMLElement} list @param {Index["others"]} others */
function list(list, others) {
  const rows = others.map((one) => {
    const row = document.createElement("li");
    const kind = document.createElement("span");
    const link = document.createElement("a");
    kind.className = "soft";
    kind.textContent = one.kind;
    link.href = one.url;
    link.textContent = one.name;
    row.append(kind, link);
    return row;
  });
  list.replaceChildren(...rows);
}

/** @param {Index} index @param {Sought} sought */
function show(index, sought) {
  const found = new Set(index.stretches.filter((one) => fits(one, sought)).map((one) => one.id));
  for (const row of document.querySelectorAll("[data-stretch]")) {
    row.toggleAttribute("hidden", !found.has(row.getAttribute("data-stretch") ?? ""));
  }
  for (const group of document.querySelectorAll("[data-group]")) {
    group.toggleAttribute("hidden", !group.querySelector("[data-stretch]:not([hidden])"));
  }
  const others = index.others.filter((one) => isNamed(one, sought));
  list(/** @type {HTMLElement} */ (part("data-others").querySelector("ul")), others);
  part("data-others").hidden = others.length === 0;
  part("data-none").hidden = found.size > 0;
  part("data-show-all").hidden = !isAnything(sought);
  part("data-found").textContent = String(found.size);
}

/** @param {HTMLFormElement} form @param {Index} index */
function listen(form, index) {
  const change = () => {
    const pairs = sent(form);
    show(index, soughtBy(pairs));
    const query = new URLSearchParams(pairs).toString();
    history.replaceState(null, "", query ? `?${query}` : form.action);
  };
  form.addEventListener("input", change);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    change();
  });
  part("data-show-all").addEventListener("click", (event) => {
    event.preventDefault();
    for (const field of form.querySelectorAll("input, select")) {
      /** @type {HTMLInputElement | HTMLSelectElement} */ (field).value = "";
    }
    change();
    form.querySelector("input")?.focus();
  });
  change(); // the browser may have filled the form in again
}

if (form instanceof HTMLFormElement) {
  const answer = await fetch(form.dataset.library ?? "", { credentials: "same-origin" });
  if (answer.ok) listen(form, await answer.json());
}
