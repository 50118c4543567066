import type { CellSource } from './session.ts';

/** What a manifest's buttons run, given the name of its file. */
export const manifestCommands = {
  apply: (file: string): string => `kubectl apply -f ${file}`,
  // It ends with 1 where there are differences, which is what it is asked for.
  diff: (file: string): string => `kubectl diff -f ${file} || [ $? = 1 ]`,
};

/** What running a cell sends: its commands, or a command about its file, which is written before. */
export function bodyOf(
  cell: { readonly source: string; readonly file: string | undefined },
  edited: string | null,
  what: keyof typeof manifestCommands = 'apply',
): CellSource {
  const { source, file } = cell;
  if (file === undefined) return { source };
  return { source: manifestCommands[what](file), file: { name: file, text: edited ?? source } };
}

/** The sources an output of this cell may come from without being stale. */
export function sourcesOf({ source, file }: { readonly source: string; readonly file: string | undefined }): string[] {
  return file === undefined ? [source] : Object.values(manifestCommands).map((command) => command(file));
}
