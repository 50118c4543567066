/** The name of a parameter of a lab, as the head of `lab.mdx` gives it. */
export const parameterName = /^[a-z][A-Za-z0-9]*$/;

/**
 * The place of a parameter in a text: `{{name}}`, blanks inside allowed, or `{{node.worker}}`, the name of a node. The first group is the backslash of
 * `\{{name}}`, which stands for the braces themselves; the second is the name.
 */
export const parameterPlace = /(\\?)\{\{\s*((?:node\.[a-z0-9-]+)|[a-z][A-Za-z0-9]*)\s*\}\}/g;

/** What the parameters begin with that are the names of a cluster's nodes, by the part that each has in its profile. */
export const nodeParameterPrefix = 'node.';

/**
 * Puts the values of an attempt in the place of `{{name}}`. One without a value stays as it is: it belongs to another template language. `\{{name}}`
 * becomes `{{name}}`.
 */
export function fillParameters(text: string, parameters: Readonly<Record<string, string>>): string {
  return text.replaceAll(parameterPlace, (place, escape: string, name: string) => {
    if (escape !== '') return place.slice(escape.length);
    return Object.hasOwn(parameters, name) ? (parameters[name] ?? place) : place;
  });
}
