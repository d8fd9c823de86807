// @ts-check
/** The phone's motion sensor: asked for from a tap, or in one sentence why it is not to be had. */
import { gettext } from "./texts.js";

/** @typedef {import("./still.js").Sample} Sample */

const PATIENCE = 1500; // milliseconds for the first sample with a number in it

/** Why this page can have no sensor, as far as that is known before anybody asks; else nothing. */
export function missing() {
  if (!window.isSecureContext) {
    return gettext("This address needs HTTPS: without it no browser gives the sensor. Type the number in, or use the protected address.");
  }
  return "DeviceMotionEvent" in window ? "" : gettext("No sensor here. Type the number in, or open this page on a phone.");
}

/**
 * Start handing over samples.
 * @param {(sample: Sample) => void} take
 * @returns {Promise<string>} nothing, or why there are none
 */
export async function startSensor(take) {
  const problem = missing();
  if (problem) return problem;
  if (!(await allowed())) return gettext("The sensor was refused. Allow motion for this site, or type the number in.");
  return (await felt(take)) ? "" : gettext("No sensor here. Type the number in, or open this page on a phone.");
}

/** iOS asks the person, and only from within a tap. */
async function allowed() {
  const ask = /** @type {any} */ (window.DeviceMotionEvent).requestPermission;
  if (!ask) return true;
  try {
    return (await ask.call(window.DeviceMotionEvent)) === "granted";
  } catch {
    return false;
  }
}

/** Whether anything comes: a desktop sends one event with nothing in it. */
function felt(/** @type {(sample: Sample) => void} */ take) {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), PATIENCE);
    window.addEventListener("devicemotion", (event) => {
      const { x, y, z } = event.accelerationIncludingGravity ?? {};
      if (x == null || y == null || z == null) return;
      resolve(true);
      const { alpha, beta, gamma } = event.rotationRate ?? {};
      const spin = alpha == null ? null : Math.hypot(alpha, beta ?? 0, gamma ?? 0);
      take({ at: event.timeStamp, gravity: [x, y, z], spin });
    });
  });
}
