// @ts-check
/** A list of entries: rows come and go, and each asks only what its own choice needs. */
import { gettext } from "../texts.js";

const MOST = 40; // as many as the server takes

/** @typedef {import("./fields.js").Fields} Fields */

/** Put every list on the page in order; a form without this shows all of each row, and two spare. */
export function entries(/** @type {HTMLFormElement} */ form) {
  for (const list of form.querySelectorAll("[data-list=entries]")) {
    const blank = /** @type {HTMLElement | null} */ (list.querySelector("[data-blank]"));
    if (blank) LISTS.set(list, new Rows(list, blank));
  }
}

/** Make room for what is to be filled in. */
export function ensure(/** @type {HTMLFieldSetElement} */ fieldset, /** @type {Fields} */ fields) {
  const rows = LISTS.get(fieldset.querySelector("[data-list=entries]") ?? fieldset);
  rows?.ensure(new Set(fields.map(([name]) => name.split(".")[2]).filter((word) => /^\d+$/.test(word ?? ""))));
}

/** @type {WeakMap<Element, Rows>} */
const LISTS = new WeakMap();

class Rows {
  /** @param {Element} list @param {HTMLElement} blank a row with nothing in it */
  constructor(list, blank) {
    this.place = /** @type {HTMLElement} */ (list.querySelector("ol"));
    this.add = /** @type {HTMLButtonElement} */ (list.querySelector("[data-add]"));
    this.blank = /** @type {HTMLElement} */ (blank.cloneNode(true));
    this.name = (blank.dataset.entry ?? "").replace(/\.\d+$/, "");
    for (const spare of list.querySelectorAll("[data-blank]")) spare.remove();
    this.add.addEventListener("click", () => this.#more(this.#free(), true));
    list.addEventListener("change", ({ target }) => this.#changed(/** @type {Element} */ (target)));
    const question = list.closest("fieldset.question");
    question?.addEventListener("filled", () => this.#settle());
    question?.addEventListener("unfold", () => this.rows.length || this.#more("0"));
    this.#settle();
  }

  /** @returns {HTMLElement[]} */
  get rows() {
    return [...this.place.querySelectorAll("[data-entry]")].map((row) => /** @type {HTMLElement} */ (row));
  }

  ensure(/** @type {Set<string>} */ numbers) {
    for (const number of numbers) if (!this.#row(number)) this.#more(number);
  }

  #row(/** @type {string} */ number) {
    return this.rows.find((row) => row.dataset.entry === `${this.name}.${number}`);
  }

  #free() {
    let number = 0;
    while (this.#row(String(number))) number += 1;
    return String(number);
  }

  #more(/** @type {string} */ number, go = false) {
    if (this.rows.length >= MOST) return;
    const row = /** @type {HTMLElement} */ (this.blank.cloneNode(true));
    const old = row.dataset.entry ?? "";
    for (const one of [row, ...row.querySelectorAll("[id], [name], [for]")]) {
      for (const name of ["id", "name", "for", "data-entry"]) {
        const value = one.getAttribute(name);
        if (value?.startsWith(old)) one.setAttribute(name, `${this.name}.${number}${value.slice(old.length)}`);
      }
    }
    this.place.append(row);
    this.#settle();
    if (go) row.querySelector("select")?.focus();
  }

  #settle() {
    this.rows.forEach((row, index) => {
      const legend = row.querySelector("legend");
      if (legend) legend.textContent = gettext("Entry {number}", { number: index + 1 });
      const remove = /** @type {HTMLButtonElement} */ (row.querySelector("[data-remove]"));
      remove.hidden = false;
      remove.onclick = () => this.#remove(row);
      this.#fit(row);
    });
    this.add.hidden = this.rows.length >= MOST;
  }

  #remove(/** @type {HTMLElement} */ row) {
    row.remove();
    this.#settle();
    this.add.focus();
    this.add.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** A day is known or it is not. */
  #changed(/** @type {Element} */ target) {
    const row = target.closest("[data-entry]");
    const day = /** @type {HTMLInputElement | null} */ (row?.querySelector("[type=date]") ?? null);
    const unknown = /** @type {HTMLInputElement | null} */ (row?.querySelector("[type=checkbox]") ?? null);
    if (day && unknown && target === day && day.value) unknown.checked = false;
    if (day && target === unknown && unknown?.checked) day.value = "";
    this.#fit(row);
  }

  /** In view is what this choice is asked: where, which side, the day, and its own details. */
  #fit(/** @type {Element | null | undefined} */ row) {
    const what = /** @type {HTMLSelectElement | null} */ (row?.querySelector("[data-what]") ?? null);
    if (!row || !what) return;
    const choice = what.selectedOptions[0];
    const where = /** @type {HTMLSelectElement | null} */ (row.querySelector("[data-where]"));
    const anywhere = choice?.hasAttribute("data-anywhere") ?? false;
    const sided = anywhere ? where?.selectedOptions[0]?.hasAttribute("data-sided") : choice?.hasAttribute("data-sided");
    const chosen = Boolean(what.value) && what.value !== "none";
    const wanted = new Set((choice?.dataset.details ?? "").split(" "));
    if (anywhere) wanted.add("area");
    if (sided) wanted.add("side");
    wanted.add("on");
    for (const part of row.querySelectorAll("[data-part]")) {
      part.toggleAttribute("hidden", !chosen || !wanted.has(part.getAttribute("data-part") ?? ""));
    }
  }
}
