import { InvalidArgumentError } from 'commander';

/** What the data folder is, in the help of each command that takes one. */
export const dataHelp = 'where progress and sandboxes are kept (default: ~/.local/share/drydock)';

/** What the path is, in the help of each command that takes one. */
export const baseHelp = 'the path of everything that is served, such as /k8s (default: DRYDOCK_BASE_PATH, else /)';

/** Ends the program with this code, once nothing is left to do. */
export function ends(code: number): void {
  process.exitCode = code;
}

/** Reads a port. */
export function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError('A port is a whole number from 0 to 65535; 0 takes a free one.');
  }
  return value;
}

/** Reads how many. */
export function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It is a whole number from 1 up.');
  return value;
}

/** Collects an option that may be given more than once. */
export function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

/** Reads names separated by commas. */
export function list(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
