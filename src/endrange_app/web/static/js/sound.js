// @ts-check
/** Tones, planned on the sound card's own clock so that no busy script can delay them. */

/** @typedef {{at: number, hertz: number, to?: number, seconds: number, loud?: number}} Note */

/** What each phase and cue sounds like; the others are silent or spoken. Times in seconds. */
/** @type {Record<string, Note[]>} */
export const TONES = {
  lengthen: [{ at: 0, hertz: 294, to: 440, seconds: 0.45 }],
  push: [
    { at: 0, hertz: 147, seconds: 0.09, loud: 0.5 },
    { at: 0.17, hertz: 147, seconds: 0.09, loud: 0.5 },
  ],
  relax: [{ at: 0, hertz: 440, to: 294, seconds: 0.45 }],
  hold: [{ at: 0, hertz: 196, seconds: 0.6 }],
  halfway: [{ at: 0, hertz: 392, seconds: 0.3, loud: 0.18 }],
  countdown: [{ at: 0, hertz: 587, seconds: 0.08, loud: 0.2 }],
  end: [
    { at: 0, hertz: 392, seconds: 0.18 },
    { at: 0.2, hertz: 294, seconds: 0.3 },
  ],
  stop: [
    { at: 0, hertz: 523, seconds: 0.7, loud: 0.6 },
    { at: 0.9, hertz: 523, seconds: 0.7, loud: 0.6 },
  ],
};
const LOUD = 0.28;
const LATE = 80; // milliseconds after which a tone would mislead

export class Sound {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {Map<string, OscillatorNode[]>} */
  #planned = new Map();
  on = true;
  volume = 100; // percent

  /** Browsers allow sound only after a touch or a key: call this from one. */
  wake() {
    if (!this.on) return;
    lowerOthers();
    this.#context ??= new AudioContext();
    if (this.#context.state === "suspended") this.#context.resume();
  }

  /**
   * Plan the tone of a phase or a cue. The same name is planned once.
   * @param {string} name
   * @param {string} phase or kind of cue
   * @param {number} inMilliseconds from now; long past, nothing is played
   */
  plan(name, phase, inMilliseconds) {
    const notes = TONES[phase];
    if (!notes || !this.on || !this.volume || this.#context?.state !== "running") return;
    if (inMilliseconds < -LATE || this.#planned.has(name)) return;
    const due = this.#heard(this.#context) + inMilliseconds / 1000;
    const start = Math.max(due, this.#context.currentTime);
    this.#planned.set(name, notes.map((note) => this.#play(note, start)));
  }

  /** Take back all that has not been heard: the session has changed its course. */
  forget() {
    for (const nodes of this.#planned.values()) {
      for (const node of nodes) node.stop();
    }
    this.#planned.clear();
  }

  mute() {
    this.on = false;
    this.forget();
  }

  /**
   * The sound card's time of what is heard at this very moment. ``currentTime`` is what it prepares:
   * some 40 ms ahead of the loudspeaker here, more over the air.
   */
  #heard(/** @type {AudioContext} */ context) {
    const { contextTime, performanceTime } = context.getOutputTimestamp?.() ?? {};
    if (!contextTime || !performanceTime) return context.currentTime;
    return contextTime + (performance.now() - performanceTime) / 1000;
  }

  /**
   * @param {Note} note
   * @param {number} start
   */
  #play(note, start) {
    const context = /** @type {AudioContext} */ (this.#context);
    const [tone, gain] = [context.createOscillator(), context.createGain()];
    const [from, end] = [start + note.at, start + note.at + note.seconds];
    tone.frequency.setValueAtTime(note.hertz, from);
    if (note.to) tone.frequency.linearRampToValueAtTime(note.to, end);
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(((note.loud ?? LOUD) * this.volume) / 100, from + 0.02);
    gain.gain.linearRampToValueAtTime(0, end);
    tone.connect(gain).connect(context.destination);
    tone.start(from);
    tone.stop(end);
    return tone;
  }
}

/** Music of other programs steps back while a cue sounds, where the platform lets a page ask for it. */
function lowerOthers() {
  const { audioSession } = /** @type {any} */ (navigator);
  if (audioSession && audioSession.type !== "transient") audioSession.type = "transient";
}
