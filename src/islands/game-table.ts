import { calibration, type Forecast } from "#lab/calibration.ts";
import {
  type Answer,
  type Course,
  type Ending,
  type Game,
  isAnswer,
  type Scene,
} from "#lab/game.ts";
import { startCourse } from "#runtime/play.ts";

import { showDocument, showLines, showMeters } from "./game-board.ts";
import { showQuestion } from "./game-question.ts";

const games = import.meta.glob<Game<unknown>>("../experiments/*/game.ts", { import: "default" });

/** A game that is loaded, with what it is played with. */
export interface GameTable {
  /** Begins a game; one under way is given up. */
  play(material: string, seat: string): void;
}

interface NamedMaterial {
  readonly name: string;
  readonly title: string;
  readonly material: unknown;
}

/** Loads the game of an element and what it is played with. */
export async function openTable(place: HTMLElement): Promise<GameTable> {
  const id = place.dataset["experiment"] ?? "";
  const root = new URL(place.dataset["root"] ?? "/", location.href);
  const load = games[`../experiments/${id}/game.ts`];
  if (load === undefined) throw new Error(`this site has no game ${id}`);
  const [game, materials] = await Promise.all([
    load(),
    loadMaterials(new URL(`games/${id}.json`, root)),
  ]);
  const table = new Table(place, game, materials);
  return { play: (material, seat) => table.play(material, seat) };
}

async function loadMaterials(address: URL): Promise<readonly NamedMaterial[]> {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${address.pathname}: the server answered ${response.status}`);
  // Checked against the game's schema when the site was built.
  return (await response.json()) as NamedMaterial[];
}

class Table {
  private readonly place: HTMLElement;
  private readonly game: Game<unknown>;
  private readonly materials: readonly NamedMaterial[];
  /** Kept as long as the page is open, and nowhere else. */
  private readonly forecasts: Forecast[] = [];
  private course: Course | undefined;
  private seat = "";
  private phase = "";

  constructor(place: HTMLElement, game: Game<unknown>, materials: readonly NamedMaterial[]) {
    this.place = place;
    this.game = game;
    this.materials = materials;
  }

  play(name: string, seat: string): void {
    const { materials } = this;
    const chosen = materials.find((material) => material.name === name) ?? materials[0];
    if (chosen === undefined) return;
    const seed = this.seedOf(chosen.name, seat);
    const query = new URLSearchParams({
      game: this.place.dataset["experiment"] ?? "",
      material: chosen.name,
      seat,
      seed: String(seed),
    });
    history.replaceState(null, "", `${location.pathname}?${query.toString()}${location.hash}`);
    this.seat = seat;
    this.phase = "";
    this.place.dataset["state"] = "playing";
    this.part("lines").replaceChildren();
    this.part("summing").textContent = "";
    this.course = startCourse(this.game, { material: chosen.material, seat, seed });
    this.advance(undefined);
  }

  /** That of the address where it names this very game and none has been played, else a new one. */
  private seedOf(name: string, seat: string): number {
    const asked = new URLSearchParams(location.search);
    const isSame =
      this.course === undefined && asked.get("material") === name && asked.get("seat") === seat;
    const given = Number(isSame ? (asked.get("seed") ?? Number.NaN) : Number.NaN);
    if (Number.isInteger(given) && given >= 0 && given < 2 ** 32) return given;
    return crypto.getRandomValues(new Uint16Array(1))[0] ?? 1;
  }

  private advance(answer: Answer | undefined): void {
    const { course } = this;
    if (course === undefined) return;
    const next = answer === undefined ? course.next() : course.next(answer);
    if (next.done === true) this.end(next.value);
    else this.show(next.value);
  }

  private show(scene: Scene): void {
    this.showState(scene);
    if (scene.phase !== this.phase) this.part("status").textContent = `${scene.phase}.`;
    this.phase = scene.phase;
    const { question } = scene;
    showQuestion(this.part("choices"), question, (answer) => {
      if (isAnswer(question, answer)) this.advance(answer);
    });
    this.ask(question.prompt);
  }

  private end(ending: Ending): void {
    this.showState(ending);
    const { confidence, isWon, summary } = ending;
    this.place.dataset["state"] = "ended";
    this.part("status").textContent = "The game is over.";
    if (confidence !== undefined) this.forecasts.push({ confidence, isRight: isWon });
    this.part("calibration").textContent = calibrationInWords(this.forecasts);
    const end = {
      prompt: summary,
      choices: [
        {
          title: "Go on",
          choices: [
            { id: "next", label: "Play the next text" },
            { id: "again", label: "Play this text again" },
          ],
        },
      ],
    };
    showQuestion(this.part("choices"), end, (answer) => {
      const field = this.place.querySelector<HTMLSelectElement>("[name=material]");
      if (field === null) return;
      if (answer.kind === "choice" && answer.id === "next") {
        field.selectedIndex = (field.selectedIndex + 1) % field.length;
      }
      this.play(field.value, this.seat);
    });
    this.ask(summary);
  }

  private showState({ lines, meters, document }: Scene | Ending): void {
    showLines(this.part("lines"), lines);
    const log = this.part("log");
    log.scrollTop = log.scrollHeight;
    showMeters(this.part("meters"), meters);
    showDocument(this.part("document"), document);
  }

  /** The focus goes to what is asked: the button that had it is gone. */
  private ask(prompt: string): void {
    const place = this.part("prompt");
    place.textContent = prompt;
    this.part("turn").scrollTop = 0;
    place.focus({ preventScroll: this.isInView(place) });
  }

  private isInView(place: HTMLElement): boolean {
    const { top, bottom } = place.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }

  private part(name: string): HTMLElement {
    const found = this.place.querySelector<HTMLElement>(`.${name}`);
    if (found === null) throw new Error(`the game's frame has no .${name}`);
    return found;
  }
}

/** Nothing before the first game with a stated confidence. */
function calibrationInWords(forecasts: readonly Forecast[]): string {
  const found = calibration(forecasts);
  if (found === undefined) return "";
  const { count, right, confidence, brier } = found;
  return `Your calibration over ${count === 1 ? "1 game" : `${count} games`}: right in ${percent(right)}, sure to ${percent(confidence)}; Brier score ${brier.toFixed(2)} (0 is perfect, 0.25 a tossed coin). It is forgotten when you leave the page.`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
