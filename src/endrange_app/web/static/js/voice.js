// @ts-check
/** Speech, only with voices that live on this device: no word leaves the machine. */

export class Voice {
  on = true;

  /** Say a sentence now, instead of whatever was being said. */
  say(/** @type {string} */ words) {
    const voice = this.on ? localVoice() : null;
    if (!voice || !words) return;
    const sentence = new SpeechSynthesisUtterance(words);
    sentence.voice = voice;
    sentence.lang = voice.lang;
    speechSynthesis.cancel();
    speechSynthesis.speak(sentence);
  }

  mute() {
    this.on = false;
    window.speechSynthesis?.cancel();
  }
}

/** A voice of this device, in the page's language. */
function localVoice() {
  const language = document.documentElement.lang.slice(0, 2);
  const voices = window.speechSynthesis?.getVoices() ?? [];
  return voices.find((voice) => voice.localService && voice.lang.startsWith(language)) ?? null;
}
