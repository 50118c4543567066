import type { Environment } from '@marcbachmann/cel-js';
import { actualOf, type Check, explained, type Subject } from '@drydock/lab';
import type { Text, Verdict, VerdictRow } from '@drydock/model';
import { failed, failedRows } from './messages.ts';
import { rowsOf } from './rows.ts';

/** What a check came to, before it is known whether that is for good. */
export interface Finding {
  readonly outcome: Verdict['outcome'];
  readonly message: Text;
  /** What was found, in no words of ours. */
  readonly actual?: Text | undefined;
  readonly missing?: string;
  readonly rows?: readonly VerdictRow[];
  /** It is so for good: waiting changes nothing. */
  readonly isFinal?: boolean;
}

/** What is said of a condition that is not true: the author's own words of what is there, and the fields that it compares. */
export function told(
  check: Check & { readonly that: string },
  environment: Environment,
  bindings: Readonly<Record<string, unknown>>,
  subject: Subject,
): Pick<Finding, 'message' | 'actual' | 'rows'> {
  const { that, expected } = check;
  const { rows, isWhole, parts } = rowsOf(environment, check, bindings);
  if (check.actual !== undefined) {
    const actual = actualOf(environment, check.actual, bindings, check.actualZh);
    // The author's words explain one condition; for several, each field is shown as well.
    const shown = parts > 1 && rows.length > 0 ? { rows } : {};
    return { message: failed(subject, expected, actual), actual: isEmpty(actual) ? undefined : actual, ...shown };
  }
  const unmet = rows.filter(({ isMet }) => !isMet);
  if (isWhole && unmet.length > 0) {
    const first = unmet.find(({ actual }) => actual !== '')?.actual;
    const actual = first === undefined ? undefined : { en: first, zh: first };
    return { message: failedRows(subject, expected, unmet), actual, rows };
  }
  const actual = explained(environment, that, bindings);
  return { message: failed(subject, expected, actual), actual, ...(rows.length > 0 && { rows }) };
}

function isEmpty(text: Text | undefined): boolean {
  return text === undefined || text.en === '';
}

/** Returns the verdict of a finding: what students can make arbitrarily long is cut. */
export function verdictOf(check: Check, now: Date, finding: Finding, pending: boolean): Verdict {
  const { outcome, message, actual, missing, rows } = finding;
  const isPass = outcome === 'pass';
  return {
    task: check.task,
    check: check.id,
    outcome,
    pending,
    message: { en: message.en.slice(0, 1500), zh: message.zh.slice(0, 1500) },
    ...(!isPass && { expected: check.expected }),
    ...(actual !== undefined && !isPass && { actual: actual.en.slice(0, 1000) }),
    ...(actual !== undefined && !isPass && actual.zh !== actual.en && { actualZh: actual.zh.slice(0, 1000) }),
    ...(missing !== undefined && { missing: missing.slice(0, 512) }),
    ...(rows !== undefined && !isPass && { rows: rows.map(clampRow) }),
    at: now.toISOString(),
  };
}

function clampRow(row: VerdictRow): VerdictRow {
  return { ...row, actual: row.actual.slice(0, 1000) };
}
