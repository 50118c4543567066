import type { Language } from '@drydock/model';
import { labTextOf } from '../../text/lab.ts';
import { autoSubmit, chooseAutoSubmit } from '../attempt/auto-submit.ts';
import { labStore, submitAttempt } from '../attempt/session.ts';
import { isFull, isFullySubmitted, judgingOf } from '../attempt/state.ts';
import { Button } from '../controls/Button.tsx';
import { useStore } from '../state/store.ts';

/** At full points: that only a submission counts, with Submit beside it; gone once all points are submitted. */
export function FullPoints({ points, language }: { points: number; language: Language }) {
  const text = labTextOf(language);
  const isOffered = useStore(labStore, (state) => isFull(state) && !isFullySubmitted(state));
  const judging = useStore(labStore, judgingOf);
  const isBusy = useStore(labStore, (state) => state.busy !== null);
  if (!isOffered) return null;
  return (
    <p class="notice full-points" data-kind="done">
      <strong>{text.fullTitle(points)}</strong> {text.fullBody}
      <span class="notice-buttons">
        <Button class="primary" isOff={isBusy || judging !== null} onClick={() => void submitAttempt()}>
          {judging === 'submit' ? text.submitting : text.submit}
        </Button>
      </span>
    </p>
  );
}

/** The choice to have a lab submitted as soon as it has all points. */
export function AutoSubmit({ language }: { language: Language }) {
  const isOn = useStore(autoSubmit, (on) => on);
  return (
    <label class="auto-submit">
      <input type="checkbox" checked={isOn} onChange={(event) => chooseAutoSubmit(event.currentTarget.checked)} />
      {labTextOf(language).autoSubmit}
    </label>
  );
}
