// @ts-check
/** A question's widget as the fields it would send, and as what it says. */

/** @typedef {import("./branching.js").Said} Said */
/** @typedef {[string, string][]} Fields */

const ENTRY = /^(\d+)\.(.+)$/;

/** Every field of one question, as a form would send it. */
export function fieldsOf(/** @type {HTMLFieldSetElement} */ fieldset) {
  /** @type {Fields} */
  const fields = [];
  for (const one of fieldset.elements) {
    if (!(one instanceof HTMLInputElement || one instanceof HTMLSelectElement || one instanceof HTMLTextAreaElement)) continue;
    const ticked = !(one instanceof HTMLInputElement) || !isTick(one) || one.checked;
    if (one.name && ticked && one.value !== "") fields.push([one.name, one.value]);
  }
  return fields;
}

/** Put fields back into the widget. What they do not name is emptied. */
export function fill(/** @type {HTMLFieldSetElement} */ fieldset, /** @type {Fields} */ fields) {
  for (const one of fieldset.elements) {
    if (!(one instanceof HTMLInputElement || one instanceof HTMLSelectElement || one instanceof HTMLTextAreaElement)) continue;
    if (!one.name) continue;
    const values = fields.filter(([name]) => name === one.name).map(([, value]) => value);
    if (one instanceof HTMLInputElement && isTick(one)) one.checked = values.includes(one.value);
    else one.value = values[0] ?? "";
  }
}

/** Whether somebody has changed the widget since the server made it. */
export function isTouched(/** @type {HTMLFieldSetElement} */ fieldset) {
  return [...fieldset.elements].some((one) => {
    if (one instanceof HTMLInputElement && isTick(one)) return one.checked !== one.defaultChecked;
    if (one instanceof HTMLSelectElement) return one.selectedIndex !== madeAs(one);
    const typed = one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement;
    return typed && one.value !== one.defaultValue;
  });
}

function madeAs(/** @type {HTMLSelectElement} */ select) {
  return Math.max(0, [...select.options].findIndex((option) => option.defaultSelected));
}

function isTick(/** @type {HTMLInputElement} */ input) {
  return input.type === "radio" || input.type === "checkbox";
}

/**
 * What the fields say, for branching; nothing while they say nothing that could be read.
 * @param {string} id
 * @param {string} kind
 * @param {Fields} fields
 * @returns {Said | undefined}
 */
export function read(id, kind, fields) {
  const name = `q.${id}`;
  const of = (/** @type {string} */ end) =>
    fields.filter(([field]) => field === name + end).map(([, value]) => value);
  const [value] = of("");
  if (of(".unknown").length) return { value: "unknown" };
  if (kind === "number") return number(value);
  const ticks = of(".ticks");
  if (ticks.length) return { value: "yes", ticks: value === "unknown" ? [...ticks, value] : ticks };
  if (!value) return undefined;
  if (kind === "areas") return { value, places: of(".places").map((spot) => place(spot, of)) };
  if (kind === "entries") return { value, entries: entries(name, fields) };
  return { value };
}

/**
 * A place, and how it hurts as far as that is told.
 * @param {string} spot
 * @param {(end: string) => string[]} of
 */
function place(spot, of) {
  const [now, worst] = ["now", "worst"].map((end) => of(`.pain.${spot}.${end}`).at(-1));
  return {
    area: spot.split(":")[0],
    ...(isNumber(now) && { now: Number(now) }),
    ...(isNumber(worst) && { worst: Number(worst) }),
    characters: of(`.pain.${spot}.like`),
  };
}

function isNumber(/** @type {string | undefined} */ said) {
  return Boolean(said) && said !== "unknown";
}

function number(/** @type {string | undefined} */ typed) {
  const value = Number((typed ?? "").replace(",", "."));
  return typed && Number.isFinite(value) ? { value } : undefined;
}

function entries(/** @type {string} */ name, /** @type {Fields} */ fields) {
  /** @type {Map<string, import("./branching.js").Entry>} */
  const rows = new Map();
  for (const [field, value] of fields) {
    const [, row, end] = ENTRY.exec(field.slice(name.length + 1)) ?? [];
    if (!row) continue;
    const entry = rows.get(row) ?? { what: "" };
    if (end === "what") entry.what = value;
    else if (end === "on") entry.on = value;
    else entry.details = { ...entry.details, [end]: value };
    rows.set(row, entry);
  }
  return [...rows.values()].filter(({ what }) => what && what !== "none");
}
