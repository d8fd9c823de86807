// @ts-check
/** Say of which session this device still holds something that no server has heard. */
import { waitingRuns } from "./store.js";

const place = document.querySelector("[data-waiting]");
const link = place?.querySelector("a");
const [run] = await waitingRuns("helper");
if (run && link) {
  link.href = `/runs/${run}/`;
  place?.removeAttribute("hidden");
}
