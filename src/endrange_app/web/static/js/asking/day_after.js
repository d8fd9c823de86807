// @ts-check
/** The day after a session: its questions branch, and an emergency is known at once. */
import { bodies, lists } from "./places.js";
import { Red } from "./red.js";
import { Sheet } from "./sheet.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("answers"));
lists(form);
bodies(form);
const sheet = new Sheet(form, () => warn());
const red = new Red((question) => sheet.of(question)?.querySelector("input")?.focus());

function warn() {
  const flags = sheet.red;
  if (flags.length) red.show(flags, "");
}
