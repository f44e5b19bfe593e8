/** The Web Worker that makes one run on wasm: the entry point of everything that computes in a browser unasked. */
import { takeOrders } from "./orders.ts";

takeOrders((_order, wasm, begin, report) => begin(wasm, report));
