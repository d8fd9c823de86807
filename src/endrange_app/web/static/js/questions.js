// @ts-check
/** The questionnaire at the table: it branches in the page. The server decides again on its own. */
import { Sheet } from "./asking/sheet.js";

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-questions]"));
if (form) new Sheet(form, () => {});
