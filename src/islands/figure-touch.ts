import type { Drawn } from "#figures/geometry.ts";
import type { PictureFigure } from "#lab/figure.ts";

import type { BoardPlayer } from "./board-player.ts";
import type { FigureTouch } from "./demo-figures.ts";
import { FigureHandles } from "./figure-handles.ts";
import { Parameters } from "./figure-parameters.ts";
import { FigurePick } from "./figure-pick.ts";

/** Handles and picks on the figures of a demo, which only set fields of its form, so that the address stays the experiment; and boards to play. */
export function figureTouch(demo: HTMLElement): FigureTouch {
  const parameters = new Parameters(demo);
  const handles = new Map<HTMLElement, FigureHandles>();
  const players = new Set<BoardPlayer>();
  const picks = new Map<HTMLElement, FigurePick>();
  return {
    drawn(stage: HTMLElement, figure: PictureFigure, drawing: Drawn) {
      if (figure.kind === "grid") {
        const player = stage.closest<BoardPlayer>("board-player");
        if (player === null) return;
        players.add(player);
        player.take(figure);
      }
      if ("handles" in figure && figure.handles !== undefined && drawing.axes !== undefined) {
        const own = handles.get(stage) ?? new FigureHandles(stage, parameters);
        handles.set(stage, own);
        own.place(figure.handles, drawing.axes);
      }
      if ("pick" in figure && figure.pick !== undefined) {
        const own = picks.get(stage) ?? new FigurePick(stage, parameters);
        picks.set(stage, own);
        own.place(figure, drawing);
      }
    },
    clear() {
      for (const own of [...handles.values(), ...picks.values()]) own.remove();
      for (const player of players) player.drop();
      players.clear();
      handles.clear();
      picks.clear();
    },
  };
}
