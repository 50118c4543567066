import { CourseError } from '@drydock/model';

/** Reads `name=value` words into the parameters of a lab: each of its names exactly once, no other. All mistakes are reported at once. */
export function readParameters(words: readonly string[], names: readonly string[]): Record<string, string> {
  const pairs = words.map((word) => {
    const at = word.indexOf('=');
    return at < 1 ? { word } : { name: word.slice(0, at), value: word.slice(at + 1) };
  });
  const given = new Map(pairs.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value ?? '']])));
  const mistakes = [
    ...pairs.flatMap(({ word }) => (word === undefined ? [] : [`${JSON.stringify(word)} is not name=value`])),
    ...[...given.keys()].filter((name) => !names.includes(name)).map((name) => `the lab has no parameter ${name}`),
    ...names.filter((name) => !given.has(name)).map((name) => `${name} is missing`),
  ];
  if (mistakes.length > 0) {
    const form = names.map((name) => `--param ${name}=…`).join(' ');
    throw new CourseError(
      'bad_request',
      `The parameters are not those of the lab: ${mistakes.join('; ')}.`,
      names.length === 0
        ? 'This lab has no parameters: leave --param out.'
        : `Write ${form} with the values the student was given.`,
    );
  }
  return Object.fromEntries(given);
}
