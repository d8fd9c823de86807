// @ts-check
/** The screen lights up once when a phase begins: far less often than three times a second. */

const [SHORT, APART] = [180, 1000]; // milliseconds

let last = -APART;

export function flash() {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (still || performance.now() - last < APART) return;
  last = performance.now();
  document.body.setAttribute("data-flash", "");
  window.setTimeout(() => document.body.removeAttribute("data-flash"), SHORT);
}
