import { lintCourse } from '../lesson/lint.ts';

/** `drydock lesson lint`: every finding in the lessons of this checkout, their catalogue and the glossary. */
export async function lessonLint(): Promise<number> {
  const lines = await lintCourse();
  for (const line of lines) process.stdout.write(`${line}\n`);
  process.stdout.write(`${lines.length} finding${lines.length === 1 ? '' : 's'}\n`);
  return lines.length === 0 ? 0 : 1;
}
