// @ts-check
/** Runs a screen: joins the session, keeps time, draws when something changes, sounds, speaks. */
import { Clock } from "./clock.js";
import { Cueing, announcement } from "./cueing.js";
import { forgetPage, keepPage } from "./offline.js";
import { closeSettings } from "./panel.js";
import { Player } from "./player.js";
import { Preferences } from "./preferences.js";
import { draw, drawEarlyStop, look, lookOf, mark, show, statusOf, stoppedBy, tell } from "./screen.js";
import { Socket } from "./socket.js";
import { Sound } from "./sound.js";
import { Voice } from "./voice.js";
import { buzz, keepAwake, letSleep } from "./wake.js";

/** @typedef {import("./machine.js").View} View */

const PINGS_AT_FIRST = 16;
const QUICKLY = 120; // milliseconds between the first questions about the time
const STEADILY = 3000;
const LOOK_EVERY = 1000; // for what waits to be sent again, and whether it was heard
const SLOWEST_FRAME = 100;
const ANSWER_WITHIN = 10_000;

export class Show {
  clock = new Clock();
  sound = new Sound();
  voice = new Voice();
  cueing = new Cueing(this);
  #asked = 0;
  #said = "";
  #course = "";
  #timer = 0;
  #reachedSince = 0;
  #over = false;

  /**
   * @param {{draw: (view: View, show: Show) => void, welcomed?: (show: Show) => void}} of
   */
  constructor(of) {
    const { run = "", role = "", socket = "" } = document.body.dataset;
    this.role = /** @type {"helper" | "client"} */ (role);
    this.preferences = new Preferences(role);
    this.preferences.onChange(() => this.#prefer());
    this.of = of;
    this.player = new Player({
      run,
      role,
      clock: this.clock,
      send: (message) => this.socket.send(message),
      onChange: () => this.#changed(),
      onEarly: () => drawEarlyStop(),
    });
    this.socket = new Socket(socket, (message) => this.#hear(message), (open) => this.#line(open));
    document.addEventListener("visibilitychange", () => this.#seen());
    document.addEventListener("pointerdown", () => this.#touched(), { capture: true });
    document.addEventListener("keydown", () => this.#touched(), { capture: true });
    window.setInterval(() => this.#look(), LOOK_EVERY);
    this.#prefer();
    this.#ask();
    this.player.recall();
  }

  /** Whether the other screen can hear this one now, as far as anybody can tell. */
  get reached() {
    const other = this.role === "client" ? "helper" : "client";
    return document.body.dataset.line === "open" && this.player.presence[other] > 0;
  }

  /** Whether it could have been heard from for as long as an answer may take. */
  get reachedLongEnough() {
    return this.reached && this.clock.local() - this.#reachedSince >= ANSWER_WITHIN;
  }

  /** The client's word about what is done now; after a stop the pain is to be said anew. */
  said(/** @type {View} */ { said }) {
    return said && !this.player.painSaid ? { ...said, pain: null } : said;
  }

  /** Someone else's name and one's own, as this screen says them. */
  nameOf(/** @type {string | null} */ role) {
    const { helper = "", client = "", me = "" } = document.body.dataset;
    if (role === this.role) return me;
    return role === "helper" ? helper : client;
  }

  #hear(/** @type {any} */ message) {
    if (message.type === "hello") this.clock.set(message.now);
    if (message.type === "pong") this.clock.learn(message.now, message.asked);
    this.player.hear(message);
    if (message.type === "hello") this.#welcomed();
  }

  #welcomed() {
    this.of.welcomed?.(this);
    keepPage();
  }

  #line(/** @type {boolean} */ open) {
    this.#asked = 0;
    document.body.dataset.line = open ? "open" : "cut";
    this.#look();
    if (this.player.state) this.#frame();
  }

  #look() {
    this.player.resend();
    if (!this.reached) this.#reachedSince = this.clock.local();
    const { line } = document.body.dataset;
    const alone = this.role === "client" && this.player.state !== null && !this.reached;
    const over = this.player.state?.status === "ended";
    if (over && !this.#over && !this.player.outbox.waiting.length) this.#forget();
    show("offline", !over && (line === "cut" || this.player.unheard || alone));
  }

  /** It is over and everything was heard: leave nothing of it on this device. */
  #forget() {
    this.#over = true;
    this.player.store.forget();
    forgetPage();
  }

  /** Ask the server for the time: quickly at first, then steadily. */
  #ask() {
    if (this.socket.send({ type: "ping", asked: this.clock.local() })) this.#asked += 1;
    const wait = this.#asked < PINGS_AT_FIRST ? QUICKLY : STEADILY;
    window.setTimeout(() => this.#ask(), wait);
  }

  /** Something was said or done. Only a new course makes planned tones wrong. */
  #changed() {
    const { status, since, position } = this.player.state;
    const course = status === "running" ? `${since - position}` : status;
    if (course !== this.#course) this.cueing.forget();
    this.#course = course;
    this.#frame();
  }

  #frame() {
    clearTimeout(this.#timer);
    if (!this.player.state) return;
    const view = this.player.view();
    draw(view, this.player);
    this.of.draw(view, this);
    this.#announce(view);
    if (view.status === "running") this.cueing.plan();
    this.#timer = window.setTimeout(() => this.#frame(), this.#untilNext(view));
  }

  /** Milliseconds to the next second of the count, so that both screens change together. */
  #untilNext(/** @type {View} */ view) {
    const next = 1000 - (view.position % 1000);
    return view.status === "running" ? Math.min(SLOWEST_FRAME, next) : SLOWEST_FRAME;
  }

  /** Say a change once: to screen readers, aloud, and on a stop by touch. */
  #announce(/** @type {View} */ view) {
    const status = statusOf(view);
    const cue = view.cues[this.role];
    const name = `${status} ${status === "running" ? `${view.segment} ${cue}` : ""}`;
    if (name === this.#said) return;
    const first = this.#said === "";
    this.#said = name;
    const shown = lookOf(view, this.player);
    const { word } = look(shown);
    const by = this.nameOf(this.player.state.stopped_by) ?? "";
    if (status === "stopped") this.#alarm(`${stoppedBy(this.player, by)} ${cue}`);
    else tell("told", status === "running" ? `${word}. ${cue}` : word);
    if (status === "running") this.voice.say(announcement(shown, cue, this.preferences.values));
    if (!first) closeSettings();
    if (status === "ended") this.#finish(shown, cue);
    if (status === "stopped" && !first) this.sound.plan("stop", "stop", 0);
  }

  /** The end said aloud; where somebody needs help it is an alarm, and the screen stays on. */
  #finish(/** @type {string} */ shown, /** @type {string} */ cue) {
    if (shown === "urgent") return this.#alarm(`${look(shown).word}. ${cue}`);
    this.voice.say(announcement(shown, "", this.preferences.values));
    letSleep();
  }

  #alarm(/** @type {string} */ words) {
    tell("alarm", words);
    this.voice.say(words);
    buzz();
  }

  #seen() {
    if (document.visibilityState !== "visible") return;
    this.#asked = 0;
    if (this.player.state && !["waiting", "ended"].includes(this.player.state.status)) keepAwake();
    this.#frame();
  }

  #touched() {
    this.sound.wake();
    if (this.player.state?.status !== "ended") keepAwake();
  }

  /** Sound as this device prefers it. */
  #prefer() {
    const { sound, tones, voice, speaker } = this.preferences.values;
    const { sound: tone, voice: speech } = this;
    [tone.on, tone.volume] = [sound, tones];
    [speech.on, speech.volume, speech.speaker] = [sound, voice, speaker];
    for (const button of document.querySelectorAll('[data-act="sound"]')) mark(button, "aria-pressed", String(sound));
    if (sound && navigator.userActivation?.hasBeenActive) this.sound.wake();
    if (sound) return;
    this.sound.mute();
    this.voice.mute();
  }

  /** Sound a phase and say its name, to judge the volumes by. */
  sample() {
    this.sound.wake();
    this.sound.plan(`sample ${performance.now()}`, "push", 100);
    this.voice.say(announcement("push", "", this.preferences.values));
  }
}
