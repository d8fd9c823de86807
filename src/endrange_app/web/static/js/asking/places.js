// @ts-check
/**
 * Where: a list of places with their sides, and the same places on a drawn body. The list is what
 * is sent; the body only ticks it. Either can be used alone.
 */
import { gettext } from "../texts.js";
import { strength } from "./pains.js";

const NEAR = 24; // pixels: as far beside a place as a finger may land
const RINGS = [8, 16, NEAR];
const AROUND = 12; // directions looked in on each ring
const ARROWS = /** @type {Record<string, [number, number]>} */ ({
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
});

/** @typedef {{spot: string, name: string}} Drawn */

/** Give every question for places its list, where the server has left it to the page. */
export function lists(/** @type {HTMLFormElement} */ form) {
  const list = /** @type {HTMLTemplateElement | null} */ (document.getElementById("places"));
  for (const more of form.querySelectorAll("[data-list=places]")) {
    if (!list || more.querySelector(".spots")) continue;
    more.insertBefore(list.content.cloneNode(true), more.querySelector("[data-pains]"));
    const chosen = (more.getAttribute("data-chosen") ?? "").split(" ");
    for (const box of ofList(more)) {
      box.name = `${more.closest("fieldset")?.id}.places`;
      box.checked = box.defaultChecked = chosen.includes(box.value);
    }
  }
}

/** The boxes of the list alone: how a place hurts is asked beside it. */
function ofList(/** @type {Element} */ more) {
  return /** @type {HTMLInputElement[]} */ ([...more.querySelectorAll(".spots input")]);
}

/** Give every question for places its body, the first time it is in view. */
export function bodies(/** @type {HTMLFormElement} */ form) {
  form.addEventListener("unfold", ({ target }) => {
    const more = /** @type {Element} */ (target).querySelector("[data-list=places]");
    if (more && !more.querySelector(".body-map")) new Body(more);
  });
}

class Body {
  static #made = 0;

  constructor(/** @type {Element} */ more) {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById("body-map"));
    /** @type {Record<string, Drawn>} */
    this.drawn = JSON.parse(document.getElementById("drawn")?.textContent ?? "{}");
    this.question = more.closest("fieldset") ?? more;
    this.list = /** @type {HTMLElement} */ (more.querySelector(".spots"));
    this.map = /** @type {HTMLElement} */ (
      /** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild
    );
    Body.#made += 1;
    for (const svg of this.map.querySelectorAll("svg.body")) this.#prepare(svg, Body.#made);
    this.list.before(this.map);
    this.#buttons(more);
    more.closest("fieldset")?.addEventListener("filled", () => this.#show());
    more.addEventListener("change", () => this.#show());
    new ResizeObserver(() => this.#show()).observe(this.map); // what is not in view has no middle
    this.#list(false);
    this.#show();
  }

  /** @param {Element} svg @param {number} number so that no two clips on a page have one name */
  #prepare(svg, number) {
    svg.setAttribute("role", "group");
    const clip = /** @type {Element} */ (svg.querySelector("clipPath"));
    clip.id = `${clip.id}-${number}`;
    clip.nextElementSibling?.setAttribute("clip-path", `url(#${clip.id})`);
    for (const part of this.#parts(svg)) {
      part.setAttribute("role", "checkbox");
      part.setAttribute("aria-label", this.#of(part).name);
    }
    svg.addEventListener("click", (event) => this.#tap(svg, /** @type {MouseEvent} */ (event)));
    svg.addEventListener("keydown", (event) => this.#key(svg, /** @type {KeyboardEvent} */ (event)));
  }

  /** Parts of a view that stand for a place of the list. */
  #parts(/** @type {Element} */ svg) {
    const parts = [...svg.querySelectorAll(".part")];
    return /** @type {SVGPathElement[]} */ (parts.filter((part) => this.#box(this.#of(part)?.spot)));
  }

  #of(/** @type {Element} */ part) {
    return this.drawn[part.getAttribute("data-drawn") ?? ""];
  }

  /** @returns {HTMLInputElement | null} */
  #box(/** @type {string | undefined} */ spot) {
    return spot ? this.list.querySelector(`input[value="${spot}"]`) : null;
  }

  #tap(/** @type {Element} */ svg, /** @type {MouseEvent} */ event) {
    const part = this.#nearest(svg, event);
    if (part) this.#toggle(svg, part);
  }

  /** The place under the finger, else the nearest one around it. */
  #nearest(/** @type {Element} */ svg, /** @type {MouseEvent} */ { clientX, clientY }) {
    const parts = this.#parts(svg);
    const at = (/** @type {number} */ x, /** @type {number} */ y) =>
      document.elementsFromPoint(x, y).find((one) => parts.includes(/** @type {any} */ (one)));
    const here = at(clientX, clientY);
    if (here) return /** @type {SVGPathElement} */ (here);
    for (const ring of RINGS) {
      for (let turn = 0; turn < AROUND; turn += 1) {
        const angle = (turn * 2 * Math.PI) / AROUND;
        const found = at(clientX + ring * Math.cos(angle), clientY + ring * Math.sin(angle));
        if (found) return /** @type {SVGPathElement} */ (found);
      }
    }
    return undefined;
  }

  #toggle(/** @type {Element} */ svg, /** @type {SVGPathElement} */ part) {
    const box = this.#box(this.#of(part).spot);
    if (!box) return;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    this.#rove(svg, part, true);
  }

  #key(/** @type {Element} */ svg, /** @type {KeyboardEvent} */ event) {
    const part = /** @type {SVGPathElement} */ (event.target);
    const [across, down] = ARROWS[event.key] ?? [0, 0];
    if (across || down) this.#rove(svg, next(part, this.#parts(svg), across, down), true);
    else if (event.key === " " || event.key === "Enter") this.#toggle(svg, part);
    else return;
    event.preventDefault();
  }

  /** One place of a view is reached by Tab, the others from there by arrows. */
  #rove(/** @type {Element} */ svg, /** @type {SVGPathElement} */ to, move = false) {
    for (const part of this.#parts(svg)) part.setAttribute("tabindex", part === to ? "0" : "-1");
    if (move) to.focus();
  }

  #show() {
    for (const svg of this.map.querySelectorAll("svg.body")) {
      const parts = this.#parts(svg);
      for (const mark of svg.querySelectorAll(".mark")) mark.remove();
      for (const part of parts) {
        const chosen = Boolean(this.#box(this.#of(part).spot)?.checked);
        part.classList.toggle("is-chosen", chosen);
        part.setAttribute("aria-checked", String(chosen));
        if (chosen) svg.append(mark(part, strength(this.question, this.#of(part).spot)));
      }
      const first = parts.find((part) => part.getAttribute("tabindex") === "0") ?? parts[0];
      if (first) this.#rove(svg, first);
    }
    this.#words();
  }

  #words() {
    const boxes = /** @type {HTMLInputElement[]} */ ([...this.list.querySelectorAll("input:checked")]);
    const chosen = boxes.map((box) => {
      const [name, number] = [box.getAttribute("aria-label") ?? "", strength(this.question, box.value)];
      return number ? gettext("{place}: {number} of 10", { place: name, number }) : name;
    });
    const said = this.map.querySelector("[data-chosen-words]");
    if (said) said.textContent = chosen.length ? chosen.join("; ") : gettext("Nothing chosen yet.");
  }

  #buttons(/** @type {Element} */ more) {
    const turn = this.map.querySelector("[data-turn]");
    turn?.addEventListener("click", () => {
      const back = this.map.getAttribute("data-view") === "front";
      this.map.setAttribute("data-view", back ? "back" : "front");
      turn.querySelector("span")?.replaceChildren(back ? gettext("Turn to the front") : gettext("Turn round"));
      this.#show();
    });
    this.map.querySelector("[data-use-list]")?.addEventListener("click", () => this.#list(true));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = gettext("Use the picture");
    button.addEventListener("click", () => this.#list(false));
    this.list.before(button);
    this.back = button;
    more.classList.add("has-body");
  }

  /** The list or the body, never both: what is said twice is heard twice. */
  #list(/** @type {boolean} */ shown) {
    this.map.hidden = shown;
    this.list.hidden = !shown;
    if (this.back) this.back.hidden = !shown;
  }
}

/** The nearest place in a direction; further aside counts more than further on. */
function next(/** @type {SVGPathElement} */ from, /** @type {SVGPathElement[]} */ parts, /** @type {number} */ across, /** @type {number} */ down) {
  const [x, y] = centre(from);
  let [best, found] = [Infinity, from];
  for (const part of parts) {
    const [px, py] = centre(part);
    const on = (px - x) * across + (py - y) * down;
    const aside = Math.abs((px - x) * down) + Math.abs((py - y) * across);
    if (part !== from && on > 1 && on + 2 * aside < best) [best, found] = [on + 2 * aside, part];
  }
  return found;
}

function centre(/** @type {SVGPathElement} */ part) {
  const { x, y, width, height } = part.getBBox();
  return [x + width / 2, y + height / 2];
}

const SVG = "http://www.w3.org/2000/svg";

/** A dot, so that what is chosen is told by more than its colour; in it how strong it hurts. */
function mark(/** @type {SVGPathElement} */ part, /** @type {string} */ number) {
  const group = document.createElementNS(SVG, "g");
  const [across, down] = centre(part);
  const [x, y] = inBody(part, across, down);
  group.setAttribute("class", "mark");
  group.setAttribute("transform", `translate(${x} ${y})`);
  const dot = document.createElementNS(SVG, "circle");
  dot.setAttribute("r", number ? "7" : "3.5");
  group.append(dot);
  if (!number) return group;
  const said = document.createElementNS(SVG, "text");
  said.setAttribute("aria-hidden", "true");
  said.setAttribute("y", "3.5");
  said.textContent = number;
  group.append(said);
  return group;
}

/** Parts reach beyond the outline they are clipped by: the middle of what can be seen of one. */
function inBody(/** @type {SVGPathElement} */ part, /** @type {number} */ x, /** @type {number} */ y) {
  const outline = /** @type {SVGGeometryElement | null} */ (part.ownerSVGElement?.querySelector(".outline"));
  const { x: left, width } = part.getBBox();
  const seen = [];
  for (let step = 0; step <= 20; step += 1) {
    const point = new DOMPoint(left + (width * step) / 20, y);
    if (outline?.isPointInFill(point) && part.isPointInFill(point)) seen.push(point.x);
  }
  return [seen.length ? (seen[0] + /** @type {number} */ (seen.at(-1))) / 2 : x, y];
}
