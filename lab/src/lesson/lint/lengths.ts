import type { Language } from '@drydock/model';
import type { Report } from '../../problem.ts';
import type { Lesson } from '../read-lesson.ts';

/** Beyond these a lesson is split; what to aim at is in the advice. */
const limits = {
  cells: 10,
  manifestLines: 30,
  reading: {
    en: { most: 1300, unit: 'words', aim: '800 to 1,100 words' },
    zh: { most: 1800, unit: 'characters', aim: '1,100 to 1,500 characters' },
  },
} as const;

/** Finds a lesson that is too long to be read after work, and manifests that are too long for a page. */
export function checkLengths({ cells, prose }: Lesson, language: Language, report: Report): void {
  const { most, unit, aim } = limits.reading[language];
  const length = readingLength(
    prose.filter(({ kind }) => kind === 'body').map(({ text }) => text),
    language,
  );
  const [first] = prose;
  if (length > most && first)
    report(first.place, `The lesson has ${length} ${unit} to read.`, `Shorten or split it: aim at ${aim}.`);
  const tooMany = cells[limits.cells];
  if (tooMany)
    report(tooMany.place, `The lesson has ${cells.length} cells.`, 'Shorten or split it: aim at 8 or fewer.');
  for (const { kind, source, place } of cells) {
    const lines = source.trimEnd().split('\n').length;
    if (kind === 'yaml' && lines > limits.manifestLines)
      report(
        place,
        `The manifest has ${lines} lines.`,
        'Leave out what the lesson does not speak of: aim at 25 or fewer.',
      );
  }
}

/** Counts words; in Chinese the characters, and a word of another script as one. */
export function readingLength(texts: readonly string[], language: Language): number {
  const pattern = language === 'en' ? /[^\s—–]*[\p{L}\p{N}][^\s—–]*/gu : /\p{Script=Han}|[A-Za-z0-9][\w.:/-]*/gu;
  return texts.reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
}
