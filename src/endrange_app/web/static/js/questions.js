// @ts-check
// Follow-up questions come and go with the answers before them. The server decides again on its
// own; without this file every follow-up is simply in view.

/** @typedef {{question: string, any_of: string[], at_least: number | null, below: number | null}} Trigger */

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-questions]"));

/** @param {HTMLFormElement} form @param {string} question */
function answer(form, question) {
  const sent = new FormData(form);
  return sent.get(`q.${question}.unknown`) ? "unknown" : sent.get(`q.${question}`);
}

/** @param {HTMLFormElement} form @param {Trigger} trigger */
function mayHold(form, trigger) {
  const fieldset = document.getElementById(`q.${trigger.question}`);
  if (!fieldset) return true; // asked elsewhere: the server knows
  if (fieldset.hidden) return false;
  const said = answer(form, trigger.question);
  if (said === null || said === "") return false;
  if (said === "unknown") return true;
  if (trigger.any_of.length) return trigger.any_of.includes(String(said));
  const number = Number(String(said).replace(",", "."));
  const above = trigger.at_least === null || number >= trigger.at_least;
  return above && (trigger.below === null || number < trigger.below);
}

/** @param {HTMLFormElement} form */
function show(form) {
  for (const fieldset of form.querySelectorAll("[data-only-if]")) {
    const triggers = /** @type {Trigger[]} */ (
      JSON.parse(fieldset.getAttribute("data-only-if") ?? "[]")
    );
    /** @type {HTMLElement} */ (fieldset).hidden = !triggers.every((one) => mayHold(form, one));
  }
  for (const places of form.querySelectorAll("[data-places]")) {
    const question = places.getAttribute("data-places") ?? "";
    const chosen = form.querySelector(`[name="${question}"]:checked`);
    const wanted = chosen instanceof HTMLInputElement && chosen.value === "yes";
    /** @type {HTMLDetailsElement} */ (places).hidden = !wanted;
    if (wanted) /** @type {HTMLDetailsElement} */ (places).open = true;
  }
}

if (form) {
  show(form);
  form.addEventListener("change", () => show(form));
}
