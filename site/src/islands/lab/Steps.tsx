import type { Language, Step } from '@drydock/model';
import { useEffect, useRef } from 'preact/hooks';
import { textOf } from '../../text/text.ts';
import { useNow } from '../shared/clock.ts';

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
            {text.stepTitles[step.id] ?? step.title}
            <span class="sr-only">: {text.step[step.state]}</span>
            {step.detail && <span class="step-detail">{step.detail}</span>}
          </span>
          {step.state === 'running' ? (
            <Running since={step.seconds ?? 0} language={language} />
          ) : (
            step.seconds !== undefined && <Seconds>{text.seconds(step.seconds)}</Seconds>
          )}
        </li>
      ))}
    </ol>
  );
}

function Running({ since, language }: { since: number; language: Language }) {
  const from = useRef(Date.now() - since * 1000);
  useEffect(() => {
    from.current = Date.now() - since * 1000;
  }, [since]);
  const now = useNow(200);
  return <Seconds>{textOf(language).seconds(Math.max(since, (now - from.current) / 1000))}</Seconds>;
}

// Counting seconds are for the eye; a screen reader hears the step and its end.
function Seconds({ children }: { children: string }) {
  return (
    <span class="seconds" aria-hidden="true">
      {children}
    </span>
  );
}
