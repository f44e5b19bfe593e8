import { z } from "zod";

import type { ParameterMeta, SeededParams, Spec } from "./experiment.ts";

/** A parameter as a form shows it. */
export interface Control extends ParameterMeta {
  readonly name: string;
  /** Possible values of an enumeration; absent for numbers. */
  readonly options?: readonly string[];
  /** Values of the enumeration whose data this site has not got. */
  readonly missing?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
}

/** The controls of an experiment, in the order of its parameters. */
export function controls({ params }: Pick<Spec<SeededParams, unknown>, "params">): Control[] {
  const { properties = {} } = z.toJSONSchema(params);
  return Object.entries(properties).flatMap(([name, property]): Control[] => {
    if (typeof property === "boolean") return [];
    const meta = property as typeof property & ParameterMeta;
    const { title, description, unit, primary, choices, needsData } = meta;
    const shared = {
      name,
      title,
      description,
      ...(unit === undefined ? {} : { unit }),
      ...(primary === undefined ? {} : { primary }),
      ...(choices === undefined ? {} : { choices }),
      ...(needsData === undefined ? {} : { needsData }),
    };
    if (property.enum !== undefined) return [{ ...shared, options: property.enum.map(String) }];
    return [
      {
        ...shared,
        min: property.minimum ?? 0,
        max: property.maximum ?? 2 ** 32 - 1,
        step: property.multipleOf ?? 1,
      },
    ];
  });
}

/** Parameters read from text, and what had to be corrected, in words. */
export interface ReadParams {
  readonly params: Record<string, string | number>;
  readonly corrections: readonly string[];
}

/** Reads parameters from text by name (an address, a form); what is missing comes from `defaults`, what is out of range is moved to the nearest value and said. */
export function readParams(
  all: readonly Control[],
  defaults: Readonly<Record<string, string | number>>,
  text: (name: string) => string | null,
): ReadParams {
  const params: Record<string, string | number> = {};
  const corrections: string[] = [];
  for (const control of all) {
    const standard = standardOf(control, defaults[control.name]);
    const given = text(control.name);
    const value = given === null ? standard : nearest(control, given, standard);
    params[control.name] = value;
    if (given !== null && !says(given, value)) {
      const reason = control.missing?.includes(given)
        ? `this site has no ${given} data`
        : `${given} is not possible here`;
      corrections.push(`${control.title}: ${reason}, ${value} is taken`);
    }
  }
  return { params, corrections };
}

/** The default, unless it is a choice that is not offered. */
function standardOf(
  { options, min = 0 }: Control,
  value: string | number | undefined,
): string | number {
  if (options === undefined) return value ?? min;
  return options.find((option) => option === value) ?? options[0] ?? "";
}

/** Whether a text means the value; `3.0` means 3. */
function says(text: string, value: string | number): boolean {
  if (typeof value === "string") return text.trim() === value;
  return text.trim() !== "" && Number(text) === value;
}

function nearest(control: Control, given: string, standard: string | number): string | number {
  if (control.options !== undefined) return control.options.includes(given) ? given : standard;
  const { min = 0, max = 0, step = 1 } = control;
  const number = given.trim() === "" ? Number.NaN : Number(given);
  if (!Number.isFinite(number)) return standard;
  const steps = Math.round(Math.min(max, Math.max(min, number)) / step);
  const onGrid = Math.round(steps * step * 1e9) / 1e9;
  return onGrid < min ? onGrid + step : onGrid > max ? onGrid - step : onGrid;
}
