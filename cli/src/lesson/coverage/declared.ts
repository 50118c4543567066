import { questionsOf, type Question } from './questions.ts';

/** What the comment of a lesson says it covers of the curriculum, as it is written there. */
export interface Declared {
  /** Ids such as `4-034`; one that is there twice is in the list twice. */
  readonly rows: readonly string[];
  /** Ids such as `E102`. */
  readonly errors: readonly string[];
  readonly questions: readonly Question[];
  /** Ranges that end before they begin or in another part. */
  readonly badRanges: readonly string[];
}

const labels = {
  rows: /(?:Rows|条目|覆盖的行)\s*[:：]/,
  errors: /(?:Errors|错误|勘误)\s*[:：]/,
  questions: /(?:Questions|题目|测验)(?:\s*[(（][^)）]*[)）])?\s*[:：]/,
};
/** Where the next part of the comment begins. */
const nextLabel = new RegExp(
  [...Object.values(labels).map(({ source }) => source), 'Sources', '单元格没有演示'].join('|'),
);

/** Reads the comment of a lesson; undefined where none names rows. */
export function readDeclared(text: string): Declared | undefined {
  for (const [, comment = ''] of text.matchAll(/\{\/\*([^]*?)\*\/\}/g)) {
    if (!labels.rows.test(comment)) continue;
    const rows = idsIn(partOf(comment, labels.rows), /\d-/);
    const errors = idsIn(partOf(comment, labels.errors), /E/);
    return {
      rows: rows.ids,
      errors: errors.ids,
      questions: questionsOf(partOf(comment, labels.questions)),
      badRanges: [...rows.badRanges, ...errors.badRanges],
    };
  }
  return undefined;
}

function partOf(comment: string, label: RegExp): string {
  const found = label.exec(comment);
  if (!found) return '';
  const rest = comment.slice(found.index + found[0].length);
  return rest.slice(0, nextLabel.exec(rest)?.index);
}

/** The ids of a part, ranges written out. What is in parentheses is a remark. */
function idsIn(part: string, prefix: RegExp): { ids: readonly string[]; badRanges: readonly string[] } {
  const ids: string[] = [];
  const badRanges: string[] = [];
  const id = `(?<![\\w-])(${prefix.source})(\\d{3})(?![\\w-])`;
  const withoutRemarks = part.replaceAll(/[(（][^)）]*[)）]/g, ' ');
  for (const [range, kind = '', from, lastKind, to] of withoutRemarks.matchAll(
    new RegExp(`${id}(?:\\s*(?:to|至)\\s*${id})?`, 'g'),
  )) {
    const [first, last] = [Number(from), Number(to ?? from)];
    if ((lastKind ?? kind) !== kind || last < first) badRanges.push(range);
    else for (let number = first; number <= last; number++) ids.push(`${kind}${String(number).padStart(3, '0')}`);
  }
  return { ids, badRanges };
}
