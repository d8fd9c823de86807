// @ts-check
/**
 * Which questions are put, and what is an emergency, by what was said so far: the server's
 * three-valued logic (``endrange/screening/truth.py``), so that both are known without a network.
 * True, false, and null for "we do not know".
 */

/**
 * @typedef {{question: string, any_of?: string[], at_least?: number, above?: number, below?: number,
 *   at?: string[], since?: "weeks" | "days", details?: Record<string, string[]>,
 *   pain?: "now" | "worst", characters?: string[]}} Trigger
 * @typedef {{kind: string, only_if: Trigger[]}} Question
 * @typedef {{area: string, now?: number, worst?: number, characters?: string[]}} Spot
 * @typedef {{what: string, on?: string, details?: Record<string, string>}} Entry
 * @typedef {{value: string | number, ticks?: string[], places?: Spot[], entries?: Entry[]}} Said
 * @typedef {{id: string, when: Trigger[][], urgency: string, steps: string[], title: string,
 *   because: string, ask: string, only_if?: string}} Flag
 * @typedef {boolean | null} Truth
 */

const DAY = 86_400_000; // milliseconds

export class Case {
  /**
   * @param {Record<string, Question>} questions
   * @param {Record<string, Said>} said
   * @param {string} today such as ``2026-11-20``
   */
  constructor(questions, said, today) {
    this.questions = questions;
    this.said = said;
    this.today = today;
  }

  /** Whether a question is to be seen: what it follows is answered, and does not rule it out. */
  isPut(/** @type {string} */ id) {
    const { only_if } = this.questions[id];
    return only_if.every((one) => one.question in this.said) && this.#open(id) !== false;
  }

  /**
   * The red flags that were said: each answer they rest on has been given.
   * @param {Flag[]} flags
   */
  red(flags) {
    return flags.filter(({ when }) => when.some((group) => this.#wasSaid(group)));
  }

  /**
   * Red flags that hang on one more answer, to a question that has just been opened.
   * @param {Flag[]} flags
   * @returns {{flag: Flag, question: string}[]}
   */
  waiting(flags) {
    const said = this.red(flags);
    return flags.flatMap((flag) =>
      said.includes(flag) ? [] : flag.when.flatMap((group) => this.#hangsOn(group)).map((question) => ({ flag, question })),
    );
  }

  /** @returns {string[]} the one question, if it is one */
  #hangsOn(/** @type {Trigger[]} */ group) {
    const told = group.filter((one) => one.question in this.said);
    const asked = new Set(group.filter((one) => !told.includes(one)).map((one) => one.question));
    const [question] = asked;
    if (asked.size !== 1 || this.#every(told) !== true) return [];
    const { only_if } = this.questions[question];
    const follows = only_if.every((opener) => told.some((one) => one.question === opener.question));
    return only_if.length && follows && this.#open(question) !== false ? [question] : [];
  }

  #wasSaid(/** @type {Trigger[]} */ group) {
    return group.every((one) => one.question in this.said) && this.#every(group) === true;
  }

  #open(/** @type {string} */ id) {
    return this.#every(this.questions[id].only_if);
  }

  #every(/** @type {Trigger[]} */ group) {
    return every(group.map((trigger) => this.#holds(trigger)));
  }

  /** @returns {Truth} */
  #holds(/** @type {Trigger} */ trigger) {
    const { kind } = this.questions[trigger.question];
    const open = this.#open(trigger.question);
    if (open === false) return false;
    const said = this.said[trigger.question];
    if (!said || saysNothing(said, kind)) return unanswered(trigger, kind, open);
    return this.#meets(said, trigger, kind);
  }

  /** @returns {Truth} */
  #meets(/** @type {Said} */ said, /** @type {Trigger} */ trigger, /** @type {string} */ kind) {
    if (kind === "several") return ticksMeet(said, trigger);
    if (kind === "entries") return this.#entriesMeet(said.entries ?? [], trigger);
    if (kind === "number") return !trigger.any_of?.length && within(Number(said.value), trigger);
    if (kind === "date") return !trigger.any_of?.length && this.#sinceMeets(String(said.value), trigger);
    return has(trigger, String(said.value)) && isThere(said.places ?? [], trigger);
  }

  /** Where an entry is, is not looked at here: such a rule is left to the server. */
  #entriesMeet(/** @type {Entry[]} */ entries, /** @type {Trigger} */ trigger) {
    const any = !trigger.any_of?.length || has(trigger, "yes");
    const met = entries.some(
      (one) => (any || has(trigger, one.what)) && says(one, trigger) && this.#sinceMeets(one.on, trigger),
    );
    return met && trigger.at?.length ? null : met;
  }

  /** What is not known, or cannot be, lies within any bounds. */
  #sinceMeets(/** @type {string | undefined} */ day, /** @type {Trigger} */ trigger) {
    if (!day || !trigger.since || day > this.today) return true;
    const days = Math.round((Date.parse(this.today) - Date.parse(day)) / DAY);
    return within(Math.floor(days / (trigger.since === "weeks" ? 7 : 1)), trigger);
  }
}

function has(/** @type {Trigger} */ trigger, /** @type {string} */ word) {
  return Boolean(trigger.any_of?.includes(word));
}

/** Don't know; or a list of which only that there is one is known. */
function saysNothing(/** @type {Said} */ said, /** @type {string} */ kind) {
  const unlisted = kind === "entries" && said.value === "yes" && !said.entries?.length;
  return said.value === "unknown" || unlisted;
}

/** @returns {Truth} */
function unanswered(/** @type {Trigger} */ trigger, /** @type {string} */ kind, /** @type {Truth} */ open) {
  const waits = has(trigger, "unknown");
  if (kind === "entries" && !waits) return false;
  return open && (kind === "date" || waits) ? true : null;
}

/** @returns {Truth} */
function ticksMeet(/** @type {Said} */ said, /** @type {Trigger} */ trigger) {
  const ticks = said.ticks ?? [];
  if (said.value !== "yes" || !ticks.length) return said.value === "yes";
  const any = !trigger.any_of?.length || has(trigger, "yes");
  const wanted = ticks.filter((tick) => tick !== "unknown" && (any || has(trigger, tick)));
  if (wanted.length >= (trigger.at_least ?? 1)) return true;
  if (!ticks.includes("unknown")) return false;
  return has(trigger, "unknown") ? true : null;
}

/** A yes without a place may be anywhere. @returns {Truth} */
function isThere(/** @type {Spot[]} */ spots, /** @type {Trigger} */ trigger) {
  const truths = (spots.length ? spots : [null]).map((spot) => meets(spot, trigger));
  return truths.includes(true) ? true : truths.includes(null) ? null : false;
}

/** Each place by itself; one whose pain was not told may hurt in any way. @returns {Truth} */
function meets(/** @type {Spot | null} */ spot, /** @type {Trigger} */ trigger) {
  if (spot && trigger.at?.length && !trigger.at.includes(spot.area)) return false;
  return every([isAsStrong(spot, trigger), isLike(spot, trigger)]);
}

/** @returns {Truth} */
function isAsStrong(/** @type {Spot | null} */ spot, /** @type {Trigger} */ trigger) {
  if (!trigger.pain) return true;
  const number = spot?.[trigger.pain];
  return number === undefined ? null : within(number, trigger);
}

/** @returns {Truth} */
function isLike(/** @type {Spot | null} */ spot, /** @type {Trigger} */ trigger) {
  if (!trigger.characters?.length) return true;
  const said = spot?.characters ?? [];
  if (said.some((one) => trigger.characters?.includes(one))) return true;
  return !said.length || said.includes("unknown") ? null : false;
}

/** @returns {Truth} */
function every(/** @type {Truth[]} */ truths) {
  return truths.includes(false) ? false : truths.includes(null) ? null : true;
}

/** What an entry does not say may be anything. */
function says(/** @type {Entry} */ entry, /** @type {Trigger} */ trigger) {
  return Object.entries(trigger.details ?? {}).every(([id, may]) => {
    const said = entry.details?.[id] ?? "unknown";
    return said === "unknown" || may.includes(said);
  });
}

function within(/** @type {number} */ number, /** @type {Trigger} */ trigger) {
  return (
    (trigger.at_least === undefined || number >= trigger.at_least) &&
    (trigger.above === undefined || number > trigger.above) &&
    (trigger.below === undefined || number < trigger.below)
  );
}
