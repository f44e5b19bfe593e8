import { expect, it } from "vitest";

import { simdModule } from "#kernels/simd-module.ts";

import { compileKernels } from "../../scripts/kernels/compile.ts";

it("ships the module that its sources compile to, byte for byte", async () => {
  expect(Buffer.from(await compileKernels()).toString("base64")).toBe(simdModule);
});
