// @ts-check
/**
 * Angles from gravity. All are differences of directions, so a phone that reports gravity with the
 * opposite sign (iOS) gives the same; the compass never enters. Angles in degrees.
 */

/** @typedef {[number, number, number]} Vector in the phone's own frame: right, top, out of the screen */
/** @typedef {"back" | "edge"} Face how the phone lies on the limb */

const DEGREES = 180 / Math.PI;

/** The mean direction: average the vectors, then take the angle. */
export function mean(/** @type {Vector[]} */ vectors) {
  const sum = [0, 0, 0];
  for (const vector of vectors) vector.forEach((part, axis) => (sum[axis] += part));
  return /** @type {Vector} */ (sum.map((part) => part / vectors.length));
}

export function norm(/** @type {Vector} */ vector) {
  return Math.hypot(...vector);
}

/** The angle in the plane of the movement; on its own it depends on the phone's sign. */
export function planar(/** @type {Vector} */ [x, y, z], /** @type {Face} */ face) {
  return Math.atan2(y, face === "edge" ? x : z) * DEGREES;
}

/** Into -180 (excluded) to 180. */
export function wrap(/** @type {number} */ angle) {
  const turned = ((angle % 360) + 360) % 360;
  return turned > 180 ? turned - 360 : turned;
}

/** The signed turn in the plane from one direction to another. */
export function turn(
  /** @type {Vector} */ from,
  /** @type {Vector} */ to,
  /** @type {Face} */ face,
) {
  return wrap(planar(to, face) - planar(from, face));
}

/** The whole turn, unsigned, in whatever plane: 0 to 180. Steady near 0. */
export function wholeTurn(/** @type {Vector} */ [a, b, c], /** @type {Vector} */ [d, e, f]) {
  const cross = Math.hypot(b * f - c * e, c * d - a * f, a * e - b * d);
  return Math.atan2(cross, a * d + b * e + c * f) * DEGREES;
}

/** How far the phone leans out of the plane of the movement. */
export function lean(/** @type {Vector} */ vector, /** @type {Face} */ face) {
  const out = face === "edge" ? vector[2] : vector[0];
  return Math.asin(Math.min(1, Math.abs(out) / norm(vector))) * DEGREES;
}

/** The standard deviation of some numbers. */
export function deviation(/** @type {number[]} */ numbers) {
  const middle = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  const squares = numbers.reduce((sum, one) => sum + (one - middle) ** 2, 0);
  return Math.sqrt(squares / numbers.length);
}
