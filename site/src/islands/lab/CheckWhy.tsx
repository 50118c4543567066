import type { Language, Verdict, VerdictRow } from '@drydock/model';
import { labTextOf } from '../../text/lab.ts';
import { InlineText } from '../inline/InlineText.tsx';

interface WhyProps {
  verdict: Verdict;
  /** Check or Submit was pressed: what was expected is shown beside what was found, and a wrong value is a failure. */
  isShown: boolean;
  language: Language;
}

/** Why a check does not pass: its fields, or what was found, or a sentence. Each thing is said once. */
export function CheckWhy({ verdict, isShown, language }: WhyProps) {
  const { expected, rows = [], message, outcome } = verdict;
  const text = labTextOf(language);
  const actual = (language === 'zh' ? verdict.actualZh : undefined) ?? verdict.actual;
  if (outcome === 'inconclusive' || (rows.length === 0 && actual === undefined))
    return (
      <p>
        <InlineText text={message[language]} />
      </p>
    );
  const shown = isShown ? rows : rows.filter(({ isMet }) => !isMet);
  const isSaidByRows = shown.some(({ isMet, ...row }) => !isMet && row.actual === verdict.actual);
  const isSentenceNeeded = isShown && !shown.every(({ isMet, expected: wanted }) => isMet || wanted !== undefined);
  return (
    <>
      {expected && isShown && (shown.length === 0 || isSentenceNeeded) && (
        <p>
          <span class="label">{text.expected}</span> <InlineText text={expected[language]} />
        </p>
      )}
      {shown.length > 0 && (
        <ul class="rows">
          {shown.map((row) => (
            <Row key={row.name} row={row} isShown={isShown} language={language} />
          ))}
        </ul>
      )}
      {actual !== undefined && !isSaidByRows && (
        <p>
          <span class="label">{text.actual}</span> <Value value={actual} language={language} />
        </p>
      )}
    </>
  );
}

function Row({ row, isShown, language }: { row: VerdictRow; isShown: boolean; language: Language }) {
  const { name, expected, actual, isMet } = row;
  const text = labTextOf(language);
  return (
    <li data-met={isMet} data-shown={isShown}>
      <span class="row-sign" aria-hidden="true">
        {isMet ? '✓' : isShown ? '✕' : '○'}
      </span>
      <span class="row-name">{name}</span>
      <span class="row-values">
        {!isMet && actual !== '' && <span class="label">{text.actual}</span>}{' '}
        <Value value={actual} language={language} />
        {isShown && !isMet && expected !== undefined && (
          <>
            {' '}
            <span class="label">{text.expected}</span> <code>{expected}</code>
          </>
        )}
        <span class="sr-only">: {isMet ? text.rowMet : text.rowUnmet}</span>
      </span>
    </li>
  );
}

/** A value of the cluster as it is; an empty one is a field that is not set. */
function Value({ value, language }: { value: string; language: Language }) {
  return value === '' ? <span>{labTextOf(language).notSet}</span> : <code>{value}</code>;
}
