/** Returns a command without its arguments, as an error names it: `docker run`, `kind create cluster`. */
export function commandName([file = '', ...args]: readonly string[]): string {
  const end = args.findIndex((word) => !/^[a-z]+(?:-[a-z]+)?$/u.test(word));
  return [file.split('/').at(-1) ?? file, ...args.slice(0, end < 0 ? 2 : Math.min(end, 2))].join(' ');
}
