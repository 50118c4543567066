import { CellFile } from '@drydock/model';
import type { Fence } from '../language/blocks/fence.ts';
import type { Place, Report } from '../problem.ts';

/** What a cell prints, as the author saw it. */
export interface CellOutputBlock {
  readonly text: string;
  /** Where its opening line begins; the text begins in the line below. */
  readonly place: Place;
}

/** What a cell needs beside a cluster: a student who is root on a node, or one with the rights of an administrator. Root has those too. */
export type CellNeed = 'root' | 'admin';

/** A runnable block of a lesson. */
export interface LessonCell {
  /** Its place among the lesson's cells, counted from 1. */
  readonly id: string;
  readonly kind: 'sh' | 'yaml';
  /** The name of the manifest that a `yaml` cell is. */
  readonly file?: string;
  readonly source: string;
  readonly output?: CellOutputBlock;
  /** Where its opening line begins; the source begins in the line below. */
  readonly place: Place;
  /** The exit code it must end with. */
  readonly exit: number | 'any';
  /** After how long a cell that streams is stopped. */
  readonly timeoutMs?: number;
  /** A server whose students do not have it refuses the cell. */
  readonly needs?: CellNeed;
}

/** Whether a block of code is a cell. */
export function isCell({ words }: Fence): boolean {
  return words.includes('cell');
}

/** Reads a cell from its block; what it cannot be told is a finding. */
export function readCell({ language, words, text, place }: Fence, id: string, report: Report): LessonCell | undefined {
  if (language !== 'sh' && language !== 'yaml') {
    report(
      place,
      `A cell is written in ${language || 'no language'}.`,
      'Write ```sh cell or ```yaml cell file="soup.yaml".',
    );
    return undefined;
  }
  const settings = readSettings(language, words, place, report);
  if (language === 'yaml' && settings.file === undefined)
    report(place, 'A manifest has no file name.', 'Write ```yaml cell file="soup.yaml".');
  if (text.trim() === '') report(place, 'A cell is empty.', 'Write what it runs, or remove it.');
  return { id, kind: language, source: text, place, ...settings };
}

const needsAdvice = 'needs=root or needs=admin says what not every server gives its students.';

type Settings = Pick<LessonCell, 'exit' | 'file' | 'needs' | 'timeoutMs'>;

function readSettings(kind: LessonCell['kind'], words: readonly string[], place: Place, report: Report): Settings {
  let settings: Settings = { exit: 0 };
  for (const word of words) {
    const [name = word, quoted = ''] = word.split(/=(.*)/s);
    const value = quoted.replace(/^"(.*)"$/, '$1');
    if (word === 'cell') continue;
    if (name === 'needs' && (value === 'root' || value === 'admin')) settings = { ...settings, needs: value };
    else if (name === 'file' && kind === 'yaml' && CellFile.safeParse(value).success)
      settings = { ...settings, file: value };
    else if (name === 'exit' && kind === 'sh' && /^(any|\d{1,3})$/.test(value))
      settings = { ...settings, exit: value === 'any' ? value : Number(value) };
    else if (name === 'timeout' && kind === 'sh' && /^[1-9]\d{0,2}$/.test(value))
      settings = { ...settings, timeoutMs: Number(value) * 1000 };
    else
      report(
        place,
        `A ${kind} cell cannot be told ${word}.`,
        kind === 'yaml'
          ? `Write file="soup.yaml": letters, digits, dots and hyphens. ${needsAdvice}`
          : `Write exit=1 or exit=any for another exit code than 0, and timeout=20 for the seconds after which it is stopped. ${needsAdvice}`,
      );
  }
  return settings;
}
