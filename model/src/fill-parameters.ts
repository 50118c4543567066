/** The name of a parameter of a lab, as the head of `lab.mdx` gives it. */
export const parameterName = /^[a-z][A-Za-z0-9]*$/;

/** The place of a parameter in a text: `{{name}}`, blanks inside allowed; the group is the name. */
export const parameterPlace = /\{\{\s*([a-z][A-Za-z0-9]*)\s*\}\}/g;

/** Puts the values of an attempt in the place of `{{name}}`; one without a value stays as it is. */
export function fillParameters(text: string, parameters: Readonly<Record<string, string>>): string {
  return text.replaceAll(parameterPlace, (place, name: string) => parameters[name] ?? place);
}
