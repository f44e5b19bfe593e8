import { z } from "zod";

import { emptyDrawing } from "./drawing.ts";
import type { ParameterMeta, SeededParams, Spec } from "./experiment.ts";

/** A value of a parameter as a form or an address holds it. */
export type PlainValue = string | number | boolean;

interface ControlText extends Omit<
  ParameterMeta,
  "control" | "width" | "height" | "placeholder" | "isNumeric" | "isPrivate"
> {
  readonly name: string;
}

interface ChoiceControl extends ControlText {
  readonly kind: "choice";
  readonly options: readonly string[];
  /** Values of the enumeration whose data this site has not got. */
  readonly missing?: readonly string[];
}

interface NumberControl extends ControlText {
  readonly kind: "number";
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

interface CheckControl extends ControlText {
  readonly kind: "check";
}

interface DrawingControl extends ControlText {
  readonly kind: "drawing";
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Regular expression of the texts that are drawings. */
  readonly pattern: string;
}

interface TextControl
  extends ControlText, Pick<ParameterMeta, "placeholder" | "isNumeric" | "isPrivate"> {
  readonly kind: "text";
  /** Regular expression of the texts that are accepted, white space at their ends aside. */
  readonly pattern: string;
  /** Letters. */
  readonly maxLength?: number;
}

/** A parameter as a form shows it. */
export type Control = ChoiceControl | NumberControl | CheckControl | DrawingControl | TextControl;

/** The controls of an experiment, in the order of its parameters. */
export function controls({ params }: Pick<Spec<SeededParams, unknown>, "params">): Control[] {
  const { properties = {} } = z.toJSONSchema(params);
  return Object.entries(properties).map(([name, property]): Control => {
    if (typeof property === "boolean") throw new Error(withoutControl(name));
    const meta = property as typeof property & ParameterMeta;
    const { title, description, unit, primary, choices, needsData, control } = meta;
    const shared = {
      name,
      title,
      description,
      ...(unit === undefined ? {} : { unit }),
      ...(primary === undefined ? {} : { primary }),
      ...(choices === undefined ? {} : { choices }),
      ...(needsData === undefined ? {} : { needsData }),
    };
    if (property.enum !== undefined) {
      return { ...shared, kind: "choice", options: property.enum.map(String) };
    }
    if (property.type === "boolean") return { ...shared, kind: "check" };
    if (property.type === "number" || property.type === "integer") {
      return {
        ...shared,
        kind: "number",
        min: property.minimum ?? 0,
        max: property.maximum ?? 2 ** 32 - 1,
        step: property.multipleOf ?? 1,
      };
    }
    const { width, height, placeholder, isNumeric, isPrivate } = meta;
    const { pattern } = property;
    if (control === "text" && pattern !== undefined) {
      return {
        ...shared,
        kind: "text",
        pattern,
        ...(property.maxLength === undefined ? {} : { maxLength: property.maxLength }),
        ...(placeholder === undefined ? {} : { placeholder }),
        ...(isNumeric === undefined ? {} : { isNumeric }),
        ...(isPrivate === undefined ? {} : { isPrivate }),
      };
    }
    if (
      control !== "drawing" ||
      width === undefined ||
      height === undefined ||
      pattern === undefined
    ) {
      throw new Error(withoutControl(name));
    }
    return { ...shared, kind: "drawing", width, height, pattern };
  });
}

function withoutControl(name: string): string {
  return `no control shows the parameter ${name}; make it a number, an enumeration, a boolean, drawingSchema(size) with .meta({ control: "drawing", ...size }), or a string with .regex(…) and .meta({ control: "text" })`;
}

/** Names of the parameters that stay on the page. */
export function privateNames(spec: Pick<Spec<SeededParams, unknown>, "params">): string[] {
  return controls(spec).flatMap((control) =>
    control.kind === "text" && control.isPrivate === true ? [control.name] : [],
  );
}

/** Parameters read from text, and what had to be corrected, in words. */
export interface ReadParams {
  readonly params: Record<string, PlainValue>;
  readonly corrections: readonly string[];
}

/** Reads parameters from text by name (an address, a form); what is missing comes from `defaults`, what is out of range is moved to the nearest value and said. */
export function readParams(
  all: readonly Control[],
  defaults: Readonly<Record<string, PlainValue>>,
  text: (name: string) => string | null,
): ReadParams {
  const params: Record<string, PlainValue> = {};
  const corrections: string[] = [];
  for (const control of all) {
    const standard = standardOf(control, defaults[control.name]);
    const given = text(control.name);
    const value = given === null ? standard : nearest(control, given, standard);
    params[control.name] = value;
    if (given !== null && !says(given, value)) {
      corrections.push(`${control.title}: ${correction(control, given, value)}`);
    }
  }
  return { params, corrections };
}

function correction(control: Control, given: string, value: PlainValue): string {
  if (control.kind === "drawing") return "not a drawing of this size, the standard one is taken";
  if (control.kind === "text") return "what was typed does not fit, the standard one is taken";
  const isMissing = control.kind === "choice" && control.missing?.includes(given) === true;
  const reason = isMissing ? `this site has no ${given} data` : `${given} is not possible here`;
  return `${reason}, ${value} is taken`;
}

/** The default, unless it is a choice that is not offered. */
function standardOf(control: Control, value: PlainValue | undefined): PlainValue {
  switch (control.kind) {
    case "choice":
      return control.options.find((option) => option === value) ?? control.options[0] ?? "";
    case "number":
      return value ?? control.min;
    case "check":
      return value ?? false;
    case "drawing":
      return value ?? emptyDrawing(control);
    case "text":
      return value ?? "";
  }
}

/** Whether a text means the value; `3.0` means 3. */
function says(text: string, value: PlainValue): boolean {
  if (typeof value !== "number") return text.trim() === String(value);
  return text.trim() !== "" && Number(text) === value;
}

function nearest(control: Control, given: string, standard: PlainValue): PlainValue {
  switch (control.kind) {
    case "choice":
      return control.options.includes(given) ? given : standard;
    case "check":
      return given === "true" ? true : given === "false" ? false : standard;
    case "drawing":
      return new RegExp(control.pattern).test(given) ? given : standard;
    case "text": {
      const text = given.trim();
      const isPossible =
        new RegExp(control.pattern).test(text) && text.length <= (control.maxLength ?? Infinity);
      return isPossible ? text : standard;
    }
    case "number": {
      const number = given.trim() === "" ? Number.NaN : Number(given);
      return Number.isFinite(number) ? snapped(control, number) : standard;
    }
  }
}

/** The possible value of a numeric parameter that is nearest to a number. */
export function snapped(
  { min, max, step }: Pick<NumberControl, "min" | "max" | "step">,
  number: number,
): number {
  const steps = Math.round(Math.min(max, Math.max(min, number)) / step);
  // Plus 0, for a negative zero would be read back as 0.
  const onGrid = Math.round(steps * step * 1e9) / 1e9 + 0;
  return onGrid < min ? onGrid + step : onGrid > max ? onGrid - step : onGrid;
}
