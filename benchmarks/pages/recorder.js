/** Notes, in the sound card's own time, when a silence ends. */
class Recorder extends AudioWorkletProcessor {
  #silent = 0;

  process([input]) {
    const samples = input[0] ?? new Float32Array(128);
    for (let n = 0; n < samples.length; n += 1) {
      const loud = Math.abs(samples[n]) > 1e-7;
      if (loud && this.#silent > 0.03 * sampleRate) this.port.postMessage(currentTime + n / sampleRate);
      this.#silent = loud ? 0 : this.#silent + 1;
    }
    return true;
  }
}

registerProcessor("recorder", Recorder);
