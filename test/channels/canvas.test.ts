import { createCanvas, loadImage } from "@napi-rs/canvas";
import { expect, it } from "vitest";

import { pngOf } from "#channels/canvas.ts";

it("gives a canvas's pixels back once they are a picture, which keeps them all", async () => {
  const canvas = createCanvas(300, 200);
  const context = canvas.getContext("2d");
  context.fillStyle = "#123456";
  context.fillRect(0, 0, 300, 200);
  const picture = await loadImage(await pngOf(canvas));
  expect([picture.width, picture.height]).toEqual([300, 200]);
  expect(canvas.width * canvas.height).toBe(1);
  const seen = createCanvas(300, 200).getContext("2d");
  seen.drawImage(picture, 0, 0);
  expect([...seen.getImageData(299, 199, 1, 1).data]).toEqual([0x12, 0x34, 0x56, 255]);
});
