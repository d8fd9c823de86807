// @ts-check
/** The answers are erased, or in the clinic's record: this device keeps none of them. */
import { forgetPage } from "../offline.js";
import { forget, sweep } from "./kept.js";

forget(document.body.dataset.forget ?? "");
sweep();
forgetPage();
