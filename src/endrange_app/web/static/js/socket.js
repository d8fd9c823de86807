// @ts-check
/** A socket that comes back: after a cut it tries again, at once when the network returns. */

const FIRST_WAIT = 250; // milliseconds; doubled after each failure
const LONGEST_WAIT = 4000;
const PATIENCE = 9000; // without a word from the server the line is taken for dead

export class Socket {
  /** @type {WebSocket | null} */
  #socket = null;
  #wait = FIRST_WAIT;
  #heard = 0;
  #timer = 0;

  /**
   * @param {string} path such as ``/live/…/``
   * @param {(message: any) => void} onMessage
   * @param {(open: boolean) => void} onChange
   */
  constructor(path, onMessage, onChange) {
    this.url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
    this.onMessage = onMessage;
    this.onChange = onChange;
    window.addEventListener("online", () => this.#again(0));
    window.addEventListener("offline", () => this.#socket?.close());
    setInterval(() => this.#listen(), 1000);
    this.#open();
  }

  get open() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Send if the line is open; whether it was. */
  send(/** @type {object} */ message) {
    if (this.open) this.#socket?.send(JSON.stringify(message));
    return this.open;
  }

  #open() {
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    this.#heard = performance.now();
    socket.onopen = () => {
      this.#wait = FIRST_WAIT;
      this.onChange(true);
    };
    socket.onmessage = (message) => {
      this.#heard = performance.now();
      this.onMessage(JSON.parse(message.data));
    };
    socket.onclose = () => {
      if (socket !== this.#socket) return;
      this.onChange(false);
      this.#again(this.#wait * (0.75 + Math.random() / 2));
      this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
    };
  }

  /** @param {number} wait milliseconds */
  #again(wait) {
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#open(), wait);
  }

  #listen() {
    if (!this.#socket || this.#socket.readyState > WebSocket.OPEN) return;
    if (performance.now() - this.#heard < PATIENCE) return;
    const dead = this.#socket;
    this.#socket = null; // a close on a dead line can take minutes to be reported
    dead.close();
    this.onChange(false);
    this.#open();
  }
}
