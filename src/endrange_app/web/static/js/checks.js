// @ts-check
/** What was it, and is it gone? The words and the re-checks of the event table, on either screen. */
import { isClientsWord } from "./looking.js";
import { show, tell } from "./screen.js";
import { gettext } from "./texts.js";

/** @typedef {import("./state.js").View} View */
/** @typedef {import("./player.js").Player} Player */

const SAID_ELSEWHERE = ["pain", "much_pain", "stop", "break", "silent"]; // by a scale or a button of their own

const TOLD_FOR = 20_000; // milliseconds

export class Checks {
  #drawn = "";

  /** @param {{player: Player}} of */
  constructor({ player }) {
    this.player = player;
    this.role = /** @type {"helper" | "client"} */ (player.role);
    for (const button of document.querySelectorAll("[data-answer]")) {
      const { answer } = /** @type {HTMLElement} */ (button).dataset;
      button.addEventListener("click", () => player.act("recheck", { answer }));
    }
    document.addEventListener("click", ({ target }) => {
      const word = /** @type {HTMLElement} */ (target).closest?.("[data-word]");
      if (word) player.act("sensation", { word: word.getAttribute("data-word") });
    });
  }

  show(/** @type {View} */ view) {
    const { check, told } = view;
    this.#words();
    show("check", check !== null);
    show("only-break", check?.reaction === "stop" && this.#speaks);
    this.#answers(check?.reaction ?? "");
    tell("check-name", check?.name ?? "");
    tell("check-ask", check?.ask[this.role] ?? "");
    const wait = check && check.due_in > 0;
    tell("check-due", wait ? gettext("Look again in {seconds} s.", { seconds: check.due_in }) : "");
    const may = check && (check.due_in === 0 || check.gone_by);
    this.#enable("gone", Boolean(may) && this.#speaks);
    this.#enable("still", Boolean(check) && check?.due_in === 0);
    tell("urgency", URGENCY[view.urgency ?? ""] ?? "");
    const going = view.status === "running" || view.status === "paused"; // else it is the cue itself
    show("outcome", going && told !== null && this.player.clock.now() < told.at + TOLD_FOR);
    tell("outcome", told?.words[this.role] ?? "");
  }

  /** Who does not answer is asked for a sign, not whether something is gone. */
  #answers(/** @type {string} */ reaction) {
    const silent = this.player.timeline.reactions?.[reaction]?.word === "silent";
    const here = this.role === "client" ? gettext("I am here") : gettext("They answer");
    tell("answer-gone", silent ? here : gettext("Gone"));
    tell("answer-still", silent ? gettext("No answer") : gettext("Still there"));
    show("worse", !silent);
    show("still", !silent || this.role === "helper");
  }

  /** Whether this device speaks for the client. */
  get #speaks() {
    const { role } = this;
    return isClientsWord(this.player.state, /** @type {any} */ ({ role }));
  }

  #enable(/** @type {string} */ answer, /** @type {boolean} */ enabled) {
    for (const button of document.querySelectorAll(`[data-answer="${answer}"]`)) {
      button.toggleAttribute("disabled", !enabled);
    }
  }

  /** One button for each word that this role can say; the words come with the session. */
  #words() {
    const rows = Object.values(this.player.timeline.reactions ?? {});
    const offered = rows.filter(
      ({ word, parts, told_by }) =>
        told_by.includes(this.role) && !parts.length && !SAID_ELSEWHERE.includes(word),
    );
    const name = offered.map(({ short }) => short).join();
    if (name === this.#drawn) return;
    this.#drawn = name;
    for (const place of document.querySelectorAll('[data-live="words"]')) {
      place.replaceChildren(...offered.map(wordButton));
    }
  }
}

const URGENCY = /** @type {Record<string, string>} */ ({
  same_day: gettext("To be seen by somebody today."),
  call_now: gettext("Call the emergency number now."),
});

function wordButton(/** @type {import("./state.js").Row} */ { word, short, name }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button word";
  button.setAttribute("data-word", word);
  button.setAttribute("title", name);
  button.textContent = short;
  return button;
}
