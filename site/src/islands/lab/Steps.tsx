import type { Language, Step } from '@drydock/model';
import { useRef } from 'preact/hooks';
import { textOf } from '../../text/text.ts';
import { useNow, useServerNow } from '../shared/clock.ts';

const signs: Record<Step['state'], string> = { running: '◐', done: '●', failed: '✕', cached: '●' };

/** The steps of a start or reset with the seconds each takes; a running one counts up by itself. */
export function Steps({
  steps,
  createdAt,
  language,
}: {
  steps: readonly Step[];
  /** When the attempt was asked for: since then it has been waiting in the queue. */
  createdAt: string;
  language: Language;
}) {
  const text = textOf(language);
  return (
    <ol class="steps" role="log" aria-live="polite">
      {steps.map((step) => (
        <li key={step.id} data-state={step.state}>
          <span class="sign" aria-hidden="true">
            {signs[step.state]}
          </span>
          <span class="step-title">
            {titleOf(step, language)}
            <span class="sr-only">: {text.step[step.state]}</span>
            <Detail step={step} language={language} />
          </span>
          {step.state === 'running' ? (
            <Running step={step} since={step.id === 'queue' ? createdAt : undefined} language={language} />
          ) : (
            step.seconds !== undefined && <Seconds>{text.seconds(step.seconds)}</Seconds>
          )}
        </li>
      ))}
    </ol>
  );
}

function titleOf(step: Step, language: Language): string {
  const text = textOf(language);
  return text.stepTitles[step.id] ?? (language === 'en' ? step.title : text.stepUnknown);
}

function Detail({ step, language }: { step: Step; language: Language }) {
  const text = textOf(language);
  const ahead = step.id === 'queue' ? Number(step.detail) : Number.NaN;
  if (step.id === 'queue' && step.state === 'running' && Number.isInteger(ahead))
    return <span class="step-detail">{ahead === 0 ? text.queueNext : text.queueBefore(ahead)}</span>;
  if (!step.detail || step.id === 'queue') return null;
  if (language === 'en') return <span class="step-detail">{step.detail}</span>;
  return (
    <details class="step-detail problem-detail">
      <summary>{text.detail}</summary>
      <span lang="en">{step.detail}</span>
    </details>
  );
}

/** Seconds that count up: from the server's time when the step began where it is known, so that a reload changes nothing. */
function Running({ step, since, language }: { step: Step; since: string | undefined; language: Language }) {
  const { seconds = 0 } = step;
  const from = useRef({ seconds, at: performance.now() });
  if (from.current.seconds !== seconds) from.current = { seconds, at: performance.now() };
  const now = useNow(200);
  const serverNow = useServerNow(200);
  const shown = since === undefined ? seconds + (now - from.current.at) / 1000 : (serverNow - Date.parse(since)) / 1000;
  return <Seconds>{textOf(language).seconds(Math.max(seconds, shown))}</Seconds>;
}

// Counting seconds are for the eye; a screen reader hears the step and its end.
function Seconds({ children }: { children: string }) {
  return (
    <span class="seconds" aria-hidden="true">
      {children}
    </span>
  );
}
