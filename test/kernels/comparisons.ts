/** Says at the end of a test run how often the kernels were compared with the cpu engine, and the worst error among all cases. */
import type { Reporter, TestModule } from "vitest/node";

declare module "vitest" {
  interface TaskMeta {
    /** Cases in which a test compared both engines, and the largest error among them; see `oracle.ts`. */
    comparisons?: { count: number; worst: number };
  }
}

export default class ComparisonsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const made = tests.flatMap((test) => test.meta().comparisons ?? []);
    if (made.length === 0) return;
    const count = made.reduce((sum, one) => sum + one.count, 0);
    const worst = Math.max(...made.map((one) => one.worst));
    console.log(
      `Kernels: ${count.toLocaleString("en")} cases compared with the cpu engine in ${made.length} tests; worst relative error ${worst.toExponential(1)}`,
    );
  }
}
