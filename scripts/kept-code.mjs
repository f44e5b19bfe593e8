/** Loaded before a command (`node --import`): has Node keep what it compiles of the code that this process and its threads load. No TypeScript, whose reading it spares. */
import { enableCompileCache } from "node:module";

enableCompileCache("node_modules/.cache/retort/code");
