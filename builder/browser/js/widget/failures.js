// Why a state cannot be shown, in words for the reader.
import { NoState, refusal } from "./address.js";
import { Fault } from "./recording.js";

/** @typedef {Error & {isTold?: boolean}} Failure `isTold`: the reader knows of it */

const LOST =
  "Python could not start here, and this state is not among the recorded ones. Step, the experiments and the optimisers still work from the first state.";
const FAULT = "This state cannot be shown, because of an error in the widget itself. What was shown before still works.";

/** @param {Failure} error */
export function explain(error) {
  return error.isTold ? "" : error instanceof NoState ? refusal(error) : error instanceof Fault ? FAULT : LOST;
}
