import { type Answer, isFilled, type Question, type TextField } from "#lab/game.ts";

/** Shows what may be answered, and tells what was. */
export function showQuestion(
  place: HTMLElement,
  { choices, fields }: Pick<Question, "choices" | "fields">,
  answered: (answer: Answer) => void,
): void {
  const groups = choices.map(({ title, choices: offered }) =>
    group(
      title,
      offered.map(({ id, label }) => {
        const button = document.createElement("button");
        button.type = "button";
        button.dataset["choice"] = id;
        button.textContent = label;
        button.addEventListener("click", () => answered({ kind: "choice", id }));
        return button;
      }),
    ),
  );
  place.replaceChildren(...groups, ...(fields === undefined ? [] : [fieldGroup(fields, answered)]));
}

function group(title: string, parts: readonly HTMLElement[]): HTMLElement {
  const frame = document.createElement("div");
  frame.className = "group";
  frame.role = "group";
  frame.ariaLabel = title;
  const name = document.createElement("p");
  name.textContent = title;
  frame.append(name, ...parts);
  return frame;
}

function fieldGroup(
  { title, fields, send }: NonNullable<Question["fields"]>,
  answered: (answer: Answer) => void,
): HTMLElement {
  const button = document.createElement("button");
  const inputs = fields.map((field) => ({ field, input: inputOf(field) }));
  const check = (): void => {
    button.disabled = !inputs.every(({ field, input }) => isFilled(field, input.value));
  };
  const parts = inputs.flatMap(({ field, input }) => {
    const label = document.createElement("label");
    label.append(field.label, input);
    input.addEventListener("input", check);
    return field.occursIn === undefined ? [label] : [label, verdictOn(field.occursIn, input)];
  });
  const frame = group(title, parts);
  if (send === undefined) return frame;
  button.type = "button";
  button.textContent = send;
  button.dataset["choice"] = "send";
  const tell = (): void => {
    if (button.disabled) return;
    const texts = Object.fromEntries(inputs.map(({ field, input }) => [field.name, input.value]));
    answered({ kind: "texts", texts });
  };
  button.addEventListener("click", tell);
  frame.addEventListener("keydown", ({ key, target }) => {
    if (key === "Enter" && target instanceof HTMLInputElement) tell();
  });
  frame.append(button);
  check();
  return frame;
}

function inputOf({ name, maxLength }: TextField): HTMLInputElement {
  const input = document.createElement("input");
  input.type = "text";
  input.name = name;
  input.maxLength = maxLength;
  input.autocomplete = "off";
  input.spellcheck = false;
  return input;
}

/** Says, while words are written, whether they stand in the text. */
function verdictOn(
  { text, least }: NonNullable<TextField["occursIn"]>,
  input: HTMLInputElement,
): HTMLOutputElement {
  const place = document.createElement("output");
  const say = (): void => {
    const { value } = input;
    const at = text.indexOf(value);
    const words =
      value.length < least
        ? `at least ${least} characters`
        : at < 0
          ? "✗ not in the text"
          : `✓ in the text, from character ${at + 1}`;
    if (place.textContent !== words) place.textContent = words;
  };
  input.addEventListener("input", say);
  say();
  return place;
}
