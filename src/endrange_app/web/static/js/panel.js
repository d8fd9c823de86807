// @ts-check
/** The settings of this device, in a dialog that is there while nothing runs. */
import { QUIET } from "./preferences.js";
import { tell } from "./screen.js";
import { gettext } from "./texts.js";
import { localVoices } from "./voice.js";

/** @typedef {import("./preferences.js").Preferences} Preferences */
/** @typedef {import("./keys.js").Keys} Keys */

const KEY_NAMES = /** @type {Record<string, string>} */ ({
  " ": gettext("Space"),
  ArrowRight: "→",
  ArrowLeft: "←",
  ArrowDown: "↓",
  ArrowUp: "↑",
  Escape: "Esc",
});
const box = /** @type {HTMLDialogElement} */ (document.querySelector("dialog.settings"));

/**
 * @param {Preferences} preferences
 * @param {Keys} keys
 * @param {() => void} sample sounds a cue, to judge the volume by
 */
export function settingsPanel(preferences, keys, sample) {
  for (const button of document.querySelectorAll('[data-act="settings"]')) {
    button.addEventListener("click", () => open(preferences, keys));
  }
  box.addEventListener("change", (event) => change(event, preferences));
  box.addEventListener("click", ({ target }) => {
    const { does = "", learn = "" } = /** @type {HTMLElement} */ (target).closest("button")?.dataset ?? {};
    if (does === "quiet") preferences.set(QUIET);
    if (does === "loud") preferences.set({ sound: true, flash: false });
    if (does === "usual-keys") keys.reset();
    if (does === "sample") sample();
    if (does === "close") box.close();
    if (learn) ask(learn, preferences, keys);
    else if (does) fill(preferences, keys);
  });
}

/** A session that runs needs the whole screen. */
export function closeSettings() {
  if (box.open) box.close();
}

function open(/** @type {Preferences} */ preferences, /** @type {Keys} */ keys) {
  voices();
  fill(preferences, keys);
  box.showModal();
}

/** Show what is kept in every control of the dialog. */
function fill(/** @type {Preferences} */ { values }, /** @type {Keys} */ keys) {
  for (const control of controls()) {
    const value = valueOf(control.name, values);
    if (control instanceof HTMLInputElement && control.type === "checkbox") control.checked = value;
    else if (control instanceof HTMLInputElement && control.type === "radio") control.checked = control.value === value;
    else control.value = String(value);
  }
  for (const [action, names] of Object.entries(keys.all)) {
    const words = names.map((key) => KEY_NAMES[key] ?? key).join(", ");
    tell(`key-${action}`, words || gettext("no key"));
  }
}

function valueOf(/** @type {string} */ name, /** @type {any} */ values) {
  const [group, own] = name.split(".");
  return own ? (values[group][own] ?? "") : values[group];
}

function change(/** @type {Event} */ event, /** @type {Preferences} */ preferences) {
  const control = /** @type {HTMLInputElement} */ (event.target);
  const [group, own] = control.name.split(".");
  const value = read(control);
  if (!own) return preferences.set({ [group]: value });
  const { [own]: _, ...others } = preferences.values.phrases;
  preferences.set({ phrases: value ? { ...others, [own]: String(value) } : others });
}

function read(/** @type {HTMLInputElement} */ { type, checked, value }) {
  if (type === "checkbox") return checked;
  return type === "range" ? Number(value) : value.trim();
}

async function ask(/** @type {string} */ action, /** @type {Preferences} */ preferences, /** @type {Keys} */ keys) {
  tell(`key-${action}`, gettext("Press a key now"));
  await keys.learn(action);
  fill(preferences, keys);
}

/** The voices this device has in the page's language, for choice. */
function voices() {
  const choice = box.querySelector("select");
  const found = localVoices();
  box.toggleAttribute("data-mute", found.length === 0);
  const usual = new Option(gettext("The first of them"), "");
  choice?.replaceChildren(usual, ...found.map(({ name }) => new Option(name, name)));
}

function controls() {
  const found = box.querySelectorAll("input[name], select[name]");
  return /** @type {Iterable<HTMLInputElement | HTMLSelectElement>} */ (/** @type {unknown} */ (found));
}
