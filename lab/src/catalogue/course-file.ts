import { asError, Course } from '@drydock/model';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Report } from '../problem.ts';

const texts = 'Write both languages: { "en": "…", "zh": "…" }.';
const advice: Readonly<Record<string, string>> = {
  modules: 'Write a list of modules in [ ].',
  lessons: 'Write a list of lessons in [ ].',
  id: 'Write small letters, digits and hyphens, as in "id": "memory-limit".',
  number: 'Write "number": 6 for a module and "number": "6.2" for a lesson.',
  title: texts,
  summary: texts,
  en: texts,
  zh: texts,
  labs: 'Write a list of the ids of labs, as in "labs": ["memory-limit"]; it may be empty.',
};

/** Finds every place of `course.json` that is not what a catalogue of a course has there. */
export function checkCourse(text: string, report: Report): void {
  // JSON is YAML, whose parser knows the place of each value.
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const say = (offset: number, message: string, fix: string): void => {
    const { line, col } = lines.linePos(offset);
    report({ line: Math.max(1, line), column: Math.max(1, col) }, message, fix);
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { message } = asError(error);
    const offset =
      /position (\d+)/.exec(message)?.[1] ?? document.errors[0]?.pos[0] ?? /,\s*[\]}]/.exec(text)?.index ?? text.length;
    say(
      Number(offset),
      `This is not JSON: ${message.replace(/ in JSON at position.*|, (?:\.\.\.)?".*/s, '')}.`,
      'Put a comma between two items and none behind the last, names and texts in "…", and close every { and [.',
    );
    return;
  }
  for (const { path, message } of Course.safeParse(value).error?.issues ?? []) {
    const name = String(path.findLast((step) => typeof step === 'string') ?? 'modules');
    say(placeOf(document, path), `${path.join('.') || 'The catalogue'} is wrong: ${message}.`, advice[name] ?? texts);
  }
}

/** Where a value begins, or the nearest of those it would be in. */
function placeOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
