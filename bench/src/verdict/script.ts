import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CourseError, fillParameters } from '@drydock/model';

const folder = join(import.meta.dirname, 'scripts');

const frame = {
  prepare: 'declare -F prepare >/dev/null || exit 0\nprepare\n',
  checks: `from=\${EPOCHREALTIME/./}
checks || { echo "a check did not pass" >&2; exit 1; }
to=\${EPOCHREALTIME/./}
echo $(((to - from) / 1000))
`,
};

/** A lab's checks as an instructor would write them with kubectl and jq, for bash in the workspace; `run` is its text with what to do. */
export interface CheckScript {
  /** `prepare` makes what the checks need and is not part of them; `checks` prints the milliseconds they took and ends with 0 only when all pass. */
  run(what: keyof typeof frame, parameters: Readonly<Record<string, string>>): string;
}

/** The script `scripts/<lab>.sh`; `not_found` names those there are. */
export async function scriptOf(lab: string): Promise<CheckScript> {
  const scripted = (await readdir(folder)).map((name) => name.replace(/\.sh$/, '')).toSorted();
  if (!scripted.includes(lab)) {
    throw new CourseError(
      'not_found',
      `The checks of lab ${JSON.stringify(lab)} are not written as a kubectl script, so there is nothing to measure beside them.`,
      `Choose of ${scripted.join(', ')}, or write bench/src/verdict/scripts/${lab}.sh.`,
    );
  }
  const { readTextFile } = await import('@drydock/lab');
  const { text = '' } = (await readTextFile(join(folder, `${lab}.sh`))) ?? {};
  return { run: (what, parameters) => `set -u\n${fillParameters(text, parameters)}${frame[what]}` };
}
