import { readTextFile } from '../catalogue/text-file.ts';
import type { Report } from '../problem.ts';
import { Glossary } from './glossary.ts';

/** Reads the glossary of a course; undefined when there is none, or it is not one, which is a finding. */
export async function readGlossary(path: string, report: Report): Promise<Glossary | undefined> {
  const file = await readTextFile(path);
  if (!file) return undefined;
  const say = (message: string): void =>
    report({ line: 1, column: 1 }, message, 'Write { "terms": […], "phrases": { "en": […], "zh": […] } } in JSON.');
  try {
    const { success, data, error } = Glossary.safeParse(JSON.parse(file.text));
    if (success) return data;
    for (const { path: steps, message } of error.issues)
      say(`${steps.join('.') || 'The glossary'} is wrong: ${message}.`);
  } catch (error) {
    say(`This is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return undefined;
}
