import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CourseError } from '@drydock/model';
import { readTextFile } from './text-file.ts';

const run = promisify(execFile);
const solution = 'solution/solve.sh';

/**
 * What a solution or mutant runs: its own `solve.sh`, or the reference solution as its `solution.sed` edits it (GNU sed, extended expressions; it may
 * neither run commands nor touch files). `lab_invalid` when neither is there, both are, the edit is wrong, or it changes nothing.
 */
export async function scriptOf(directory: string, folder: string): Promise<string> {
  const edit = join(folder, 'solution.sed');
  const [own, edits] = await Promise.all([read(directory, join(folder, 'solve.sh')), read(directory, edit)]);
  if (own !== undefined && edits !== undefined)
    throw invalid(`${folder} has both a solve.sh and a solution.sed.`, 'Remove one of them.');
  if (own !== undefined) return own;
  if (edits === undefined)
    throw invalid(
      `${folder} has neither a solve.sh nor a solution.sed.`,
      'Write solve.sh, or in solution.sed what is to be changed in the reference solution.',
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
    const { stderr = '', message } = cause as { stderr?: string; message: string };
    throw invalid(`${edit}: ${(stderr || message).trim()}`, 'Correct the edit; `info sed` describes it.', cause);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

async function read(directory: string, file: string): Promise<string | undefined> {
  return (await readTextFile(join(directory, file)))?.text;
}

const invalid = (message: string, fix: string, cause?: unknown): CourseError =>
  new CourseError('lab_invalid', message, fix, { cause });
