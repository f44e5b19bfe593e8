import type { Course, Game } from "#lab/game.ts";
import type { Random } from "#lab/runtime.ts";

import { challengerSeat } from "./challenger-seat.ts";
import { judgeSeat } from "./judge-seat.ts";
import { type Material, materialSchema } from "./material.ts";
import { splittingSeat } from "./splitting-seat.ts";

const courses: Readonly<
  Record<string, (material: Material, random: (name: string) => Random) => Course>
> = { judge: judgeSeat, challenger: challengerSeat, splitter: splittingSeat };

/** Factored evaluation as Ought ran it in 2019, for one player. */
const game: Game<Material> = {
  title: "Without reading the text, can you tell which expert is honest?",
  summary:
    "Two experts have read a text that you cannot see, and one of them means to mislead you. You may read 650 characters of what they say and ask 6 questions.",
  rules: [
    "Both experts answer the question at the top. Which is which is drawn anew at every question, and nobody tells you.",
    "A question of yours opens the same game one level down: two answers to it, and you judge again. The answer you take comes back up with you.",
    "On the third level each answer has a quotation. It has been checked against the text, so it is genuine, though it need not bear the answer out.",
    "An expert who has nothing to gain grants the other’s answer, and then there is one.",
    "You may look up words of your own: you are told whether they stand in the text, and nothing else.",
    "Then change seats: mislead a judge, or take the same questions apart with nobody arguing.",
  ],
  material: materialSchema,
  titleOf: ({ title }) => title,
  seats: [
    { id: "judge", title: "The judge, who may not read the text" },
    { id: "challenger", title: "The malicious expert, against a judge that goes by words" },
    { id: "splitter", title: "Factored cognition: split and answer, nobody argues" },
  ],
  play(material, seat, random) {
    const course = courses[seat];
    if (course === undefined) {
      throw new Error(`nobody sits at "${seat}"; take one of ${Object.keys(courses).join(", ")}`);
    }
    return course(material, random);
  },
};
export default game;
