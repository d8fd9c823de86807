// @ts-check
/**
 * The buttons of headsets and of a tablet's lock screen. A browser hands them only to a page that
 * plays something: here silence, which other programs take as a reason to pause their music. So it
 * is done only where somebody asks for it.
 */

const HANDLED = /** @type {Record<string, string>} */ ({
  play: "turn",
  pause: "turn",
  stop: "stop",
  nexttrack: "next",
  previoustrack: "back",
});
const [RATE, SECONDS, HEADER] = [8000, 6, 44]; // shorter than five seconds counts as a mere beep

/** @type {HTMLAudioElement | null} */
let silence = null;

/** Listen to media keys, or no longer; from a touch or a key, else the browser refuses to play. */
export function useMediaKeys(/** @type {boolean} */ on, /** @type {(action: string) => void} */ act) {
  if (!("mediaSession" in navigator) || on === (silence !== null)) return;
  for (const [name, action] of Object.entries(HANDLED)) handle(name, on ? () => act(action) : null);
  if (!on) {
    silence?.pause();
    silence = null;
    return;
  }
  silence = new Audio(URL.createObjectURL(new Blob([still()], { type: "audio/wav" })));
  silence.loop = true;
  silence.play().catch(() => (silence = null)); // without a touch: the next one tries again
}

function handle(/** @type {string} */ name, /** @type {(() => void) | null} */ does) {
  try {
    navigator.mediaSession.setActionHandler(/** @type {MediaSessionAction} */ (name), does);
  } catch {
    // A browser that does not know this button has none to press.
  }
}

/** A sound file of silence: one channel, eight bits. */
function still() {
  const size = RATE * SECONDS;
  const file = new DataView(new ArrayBuffer(HEADER + size));
  const words = (/** @type {number} */ at, /** @type {string} */ text) =>
    [...text].forEach((letter, n) => file.setUint8(at + n, letter.charCodeAt(0)));
  words(0, "RIFF");
  file.setUint32(4, HEADER - 8 + size, true);
  words(8, "WAVEfmt ");
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true); // plain numbers
  file.setUint16(22, 1, true); // one channel
  file.setUint32(24, RATE, true);
  file.setUint32(28, RATE, true);
  file.setUint16(32, 1, true);
  file.setUint16(34, 8, true);
  words(36, "data");
  file.setUint32(40, size, true);
  new Uint8Array(file.buffer, HEADER).fill(128); // the middle
  return file.buffer;
}
