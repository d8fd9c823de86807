// @ts-check
/** Speech, only with voices that live on this device: no word leaves the machine. */

export class Voice {
  on = true;
  volume = 100; // percent
  speaker = ""; // name of the voice somebody chose

  /**
   * Say a sentence now, instead of whatever was being said; one that ``yields`` only into silence.
   * @param {string} words
   * @param {{yields?: boolean}} how
   */
  say(words, { yields = false } = {}) {
    const voice = this.on && this.volume ? this.#voice() : null;
    if (!voice || !words || (yields && speechSynthesis.speaking)) return;
    const sentence = new SpeechSynthesisUtterance(words);
    sentence.voice = voice;
    sentence.lang = voice.lang;
    sentence.volume = this.volume / 100;
    speechSynthesis.cancel();
    speechSynthesis.speak(sentence);
  }

  /** Whether this device has a voice for the page's language. */
  get speaks() {
    return this.#voice() !== null;
  }

  mute() {
    this.on = false;
    window.speechSynthesis?.cancel();
  }

  #voice() {
    const voices = localVoices();
    return voices.find(({ name }) => name === this.speaker) ?? voices[0] ?? null;
  }
}

/** The voices of this device, in the page's language. */
export function localVoices() {
  const language = document.documentElement.lang.slice(0, 2);
  const voices = window.speechSynthesis?.getVoices() ?? [];
  return voices.filter((voice) => voice.localService && voice.lang.startsWith(language));
}
