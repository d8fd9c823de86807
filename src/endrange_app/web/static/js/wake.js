// @ts-check
/** Keep the screen on while a session runs, where the browser can. */

/** @type {WakeLockSentinel | null} */
let lock = null;

export async function keepAwake() {
  if (lock || !navigator.wakeLock || document.visibilityState !== "visible") return;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => (lock = null));
  } catch {
    lock = null; // low battery or not allowed: the session goes on all the same
  }
}

export async function letSleep() {
  await lock?.release();
}

/** Two long buzzes, where the device can. */
export function buzz() {
  // before the first touch a browser refuses, and complains
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.([600, 200, 600]);
}

/** Short taps, for a phone that nobody looks at. */
export function tap(/** @type {number} */ times) {
  if (navigator.userActivation?.hasBeenActive ?? true) {
    navigator.vibrate?.(Array.from({ length: 2 * times - 1 }, () => 120));
  }
}
