import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { asError, CourseError } from '@drydock/model';
import { areSameCommands } from '../../language/blocks/solution-blocks.ts';
import { readTextFile } from '../text-file.ts';

const run = promisify(execFile);
const solution = 'solution/solve.sh';

/**
 * What a solution or mutant runs: its own `solve.sh`, or the reference solution as its `solution.sed` edits it (GNU sed, extended expressions; it may
 * neither run commands nor touch files). `lab_invalid` when neither is there, both are, the edit is wrong, or it changes nothing.
 */
export async function scriptOf(directory: string, folder: string): Promise<string> {
  return scriptFrom(directory, folder, join(folder, 'solve.sh'), join(folder, 'solution.sed'));
}

/** The names of the further right solutions of a lab: `solution/<name>.sh`, or `solution/<name>.sed`, an edit of `solve.sh`. */
export async function furtherSolutions(directory: string): Promise<readonly string[]> {
  const files = await readdir(join(directory, 'solution')).catch(() => []);
  const names = files.filter((file) => /\.(sh|sed)$/.test(file)).map((file) => file.replace(/\.\w+$/, ''));
  return [...new Set(names)].filter((name) => name !== 'solve').toSorted();
}

/** What a further solution runs. `lab_invalid` for the same reasons as `scriptOf`, and when it is what `solve.sh` does. */
export async function furtherScript(directory: string, name: string): Promise<string> {
  const [own, edit] = [join('solution', `${name}.sh`), join('solution', `${name}.sed`)];
  const script = await scriptFrom(directory, join('solution', name), own, edit);
  if (areSameCommands(script, (await read(directory, solution)) ?? ''))
    throw invalid(`${own} does what solve.sh does.`, 'Write another right way, or remove it.');
  return script;
}

async function scriptFrom(directory: string, what: string, script: string, edit: string): Promise<string> {
  const [own, edits] = await Promise.all([read(directory, script), read(directory, edit)]);
  const [scriptName, editName] = [basename(script), basename(edit)];
  if (own !== undefined && edits !== undefined)
    throw invalid(`${what} has both a ${scriptName} and a ${editName}.`, 'Remove one of them.');
  if (own !== undefined) return own;
  if (edits === undefined)
    throw invalid(
      `${what} has neither a ${scriptName} nor a ${editName}.`,
      `Write ${scriptName}, or in ${editName} what is to be changed in the reference solution.`,
    );
  const before = (await read(directory, solution)) ?? '';
  const after = await sed({ [edit]: edits, [solution]: before });
  if (after === before)
    throw invalid(`${edit} changes nothing in ${solution}.`, 'Make one of its patterns match a line of the solution.');
  return after;
}

/** Applies an edit to the solution, both as they were read: on the disk they may have other line ends. */
async function sed(files: Readonly<Record<string, string>>): Promise<string> {
  const [edit = ''] = Object.keys(files);
  const cwd = await mkdtemp(join(tmpdir(), 'drydock-edit-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(cwd, file)), { recursive: true });
      await writeFile(join(cwd, file), text);
    }
    const { stdout } = await run('sed', ['--sandbox', '-E', '-f', edit, solution], { cwd, timeout: 10_000 });
    return stdout;
  } catch (cause) {
    const error = asError(cause);
    const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : '';
    throw invalid(
      `${edit}: ${said || error.message.trim()}`,
      'Write one edit a line, as in s/memory: 200Mi/memory: 300Mi/ (GNU sed, extended expressions).',
      cause,
    );
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

async function read(directory: string, file: string): Promise<string | undefined> {
  return (await readTextFile(join(directory, file)))?.text;
}

const invalid = (message: string, fix: string, cause?: unknown): CourseError =>
  new CourseError('lab_invalid', message, fix, { cause });
