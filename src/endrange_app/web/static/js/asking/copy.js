// @ts-check
/** The link into the clipboard; without one to copy to, it can be marked and copied by hand. */
import { gettext } from "../texts.js";

const address = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-address]"));
const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-copy]"));

address?.addEventListener("focus", () => address.select());
if (address && button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    address.select();
    await (navigator.clipboard?.writeText(address.value) ?? Promise.reject(new Error())).catch(() =>
      document.execCommand("copy"),
    );
    button.textContent = gettext("Copied");
  });
}
