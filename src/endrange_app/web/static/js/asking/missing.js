// @ts-check
/** What is still to be answered is said where it stands, and the first of them is gone to. */
import { gettext } from "../texts.js";
import { unsaid } from "./pains.js";

/**
 * @param {(HTMLFieldSetElement | null)[]} fieldsets
 * @param {string} [problem] what is wrong, else that an answer is missing
 */
export function point(fieldsets, problem) {
  for (const fieldset of fieldsets) {
    if (!fieldset) continue;
    unpoint(fieldset);
    const said = document.createElement("p");
    said.className = "error";
    said.id = `${fieldset.id}-error`;
    said.textContent = problem ?? wanted(fieldset);
    const sign = /** @type {HTMLTemplateElement | null} */ (document.querySelector("[data-sign]"));
    if (sign) said.prepend(sign.content.cloneNode(true));
    fieldset.append(said);
    fieldset.classList.add("has-error");
    fieldset.setAttribute("aria-describedby", said.id);
  }
  const first = fieldsets[0];
  if (!first || problem) return;
  const there = pain(first) ?? first;
  there.scrollIntoView({ block: "center" });
  /** @type {HTMLElement | null} */ (there.querySelector("input, select, textarea"))?.focus({ preventScroll: true });
}

/** What is still to be said of a place that hurts. */
function pain(/** @type {HTMLFieldSetElement} */ fieldset) {
  return fieldset.querySelector('input[type="radio"][value="yes"]:checked') ? unsaid(fieldset) : undefined;
}

export function unpoint(/** @type {HTMLFieldSetElement | null} */ fieldset) {
  fieldset?.querySelector(":scope > .error")?.remove();
  fieldset?.classList.remove("has-error");
  fieldset?.removeAttribute("aria-describedby");
}

function wanted(/** @type {HTMLFieldSetElement} */ fieldset) {
  const yes = fieldset.querySelector('input[type="radio"][value="yes"]:checked');
  const place = pain(fieldset)?.closest("[data-card]")?.querySelector("legend")?.textContent;
  if (place) return gettext("{place}: choose both numbers and what it is like.", { place });
  if (yes && fieldset.querySelector("[data-list=places]")) return gettext("Choose at least one place.");
  if (yes && fieldset.querySelector("[data-list=entries]")) return gettext("List at least one.");
  return gettext("Choose an answer. “Don’t know” is one too.");
}
