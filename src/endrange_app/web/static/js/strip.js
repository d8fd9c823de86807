// @ts-check
/** The playhead on the strip the server drew; what lies behind it fades. */

/** @typedef {import("./machine.js").Segment} Segment */

const WIDTH = 732;

/**
 * @param {{segments: Segment[]}} timeline
 * @param {{segment: number, position: number}} view
 */
export function follow(timeline, view) {
  const { item } = timeline.segments[view.segment];
  const mine = timeline.segments.filter((segment) => segment.item === item);
  const [first, last] = [mine[0], mine[mine.length - 1]];
  const seconds = last.start + last.seconds - first.start;
  const at = (view.position / 1000 - first.start) / seconds;
  const strip = document.querySelector(`.strip [data-item="${item}"]`);
  const x = (WIDTH * Math.min(1, Math.max(0, at))).toFixed(1);
  strip?.querySelector('[data-live="playhead"]')?.setAttribute("transform", `translate(${x} 0)`);
  strip?.querySelectorAll(".part").forEach((part, index) => {
    part.classList.toggle("past", mine[index]?.index < view.segment);
  });
}
