import type { Quirks } from "./empathy.ts";
import type { StateValue } from "./exact-coexistence.ts";
import { discount } from "./plan.ts";
import { actions } from "./torus.ts";
import type { State, Step, World } from "./world.ts";

/**
 * The empathic values of every action by exact values of states: β of its own, 1 − β of what it would be worth to stand in the other's
 * place and the other in its own.
 */
export function exactPlayer(
  world: World,
  value: StateValue,
  beta: number,
  quirks: Pick<Quirks, "unmaskedEnd" | "resetView">,
): (state: State) => number[] {
  const [start] = world.starts;
  const worth = (turn: Step): number => {
    const own = turn.reward + (turn.isOver ? 0 : discount * value(turn.state));
    const seen = turn.isOver && quirks.resetView && start !== undefined ? start : turn.state;
    const isCounted = !turn.isOver || quirks.unmaskedEnd;
    return beta * own + (isCounted ? (1 - beta) * discount * valueOfOther(value, seen, turn) : 0);
  };
  return (state) =>
    actions.map((_, action) => {
      const others = world.otherActions(state);
      const sum = others.reduce(
        (total, other) => total + worth(world.step(state, action, other)),
        0,
      );
      return sum / others.length;
    });
}

/** A dead other is worth nothing; one whose killer it would have been lives alone. */
function valueOfOther(value: StateValue, state: State, turn: Step): number {
  if (state.other === null) return 0;
  const swapped = {
    ...state,
    learner: state.other,
    other: turn.hasDied && state === turn.state ? null : state.learner,
    own: state.others,
    others: state.own,
  };
  return value(swapped);
}
