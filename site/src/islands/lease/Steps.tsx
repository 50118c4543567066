import type { Language, Step } from '@drydock/model';
import { useRef } from 'preact/hooks';
import { textOf } from '../../text/text.ts';
import { useNow, useServerNow } from '../time/clock.ts';

const signs: Record<Step['state'], string> = { running: '◐', done: '●', failed: '✕', cached: '●' };

/** The steps of a start or reset with the seconds each takes; a running one counts up by itself. */
export function Steps({ steps, language }: { steps: readonly Step[]; language: Language }) {
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
            <Running step={step} language={language} />
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
  if (text.stepTitles[step.id]) return text.stepTitles[step.id] ?? '';
  return language === 'en' ? step.title : (step.zh?.title ?? text.stepUnknown);
}

function Detail({ step, language }: { step: Step; language: Language }) {
  const text = textOf(language);
  if (!step.detail) return null;
  const said = language === 'en' ? step.detail : step.zh?.detail;
  if (said !== undefined) return <span class="step-detail">{said}</span>;
  return (
    <details class="step-detail problem-detail">
      <summary>{text.detail}</summary>
      <span lang="en">{step.detail}</span>
    </details>
  );
}

/** Seconds that count up: from the server's time when the step began where it is known, so that a reload changes nothing. */
function Running({ step, language }: { step: Step; language: Language }) {
  const { seconds = 0, since } = step;
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
