// @ts-check
/** The other tabs of this device that show the same run: they hear each other without a network. */

export class Tabs {
  #channel;

  /**
   * @param {string} run
   * @param {(message: any) => void} hear
   */
  constructor(run, hear) {
    const Channel = globalThis.window?.BroadcastChannel;
    this.#channel = Channel ? new Channel(`endrange:${run}`) : null;
    if (this.#channel) this.#channel.onmessage = ({ data }) => hear(data);
  }

  tell(/** @type {object} */ message) {
    this.#channel?.postMessage(message);
  }
}
