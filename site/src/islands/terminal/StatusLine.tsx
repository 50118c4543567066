import { type Language, terminalCloses } from '@drydock/model';
import type { LabText } from '../../text/lab.ts';
import { labTextOf } from '../../text/lab.ts';
import { useNow } from '../time/clock.ts';
import { problemText } from '../problem/problem-text.ts';
import type { LinkState } from './link.ts';

/** The connection in one phrase. */
export function phaseText(state: LinkState | null, text: LabText, now = 0): string {
  const phase = state?.phase ?? 'idle';
  const seconds = Math.ceil(((state?.retryAt ?? now) - now) / 1000);
  if (phase === 'waiting') return seconds > 0 ? text.terminalState.waiting(seconds) : text.terminalState.connecting;
  return text.terminalState[phase];
}

/** What stands above a terminal when it is not simply live: connecting, waiting, exited, closed, recorded, watched. */
export function StatusLine(props: {
  state: LinkState | null;
  /** Its recording has ended by itself; the agent tells that only to who joins anew. */
  isRecordingFull: boolean;
  language: Language;
  onRetry: () => void;
  onRestart: () => void;
  onGone: () => void;
}) {
  const { state, language } = props;
  const text = labTextOf(language);
  const now = useNow(500);
  if (!state) return null;
  const problem = state.problem && problemText(state.problem, language);
  const closing = state.ended && state.ended !== 'closed' ? terminalCloses[state.ended] : null;
  const closed = language === 'zh' ? closing?.zh : closing;
  const isQuiet = state.phase === 'live' && !state.exit && !state.isRefused;
  return (
    <div class="status-line" role="status" aria-live="polite" data-phase={state.phase} data-quiet={isQuiet}>
      {state.phase !== 'live' && state.phase !== 'ended' && !closed && <span>{phaseText(state, text, now)}</span>}
      {problem && state.phase !== 'live' && (
        <span>
          {problem.message} {problem.fix}
        </span>
      )}
      {closed && (
        <span>
          {closed.message} {closed.fix}
        </span>
      )}
      {state.phase === 'waiting' && !closed && (
        <button type="button" class="quiet" onClick={props.onRetry}>
          {text.terminalTryNow}
        </button>
      )}
      {state.exit && state.phase === 'live' && (
        <>
          <span>{text.terminalExited(state.exit.code)}</span>
          <button type="button" class="plain" onClick={props.onRestart}>
            {text.terminalRestart}
          </button>
        </>
      )}
      {state.phase === 'ended' && (
        <button type="button" class="quiet" onClick={props.onGone}>
          {text.dismiss}
        </button>
      )}
      {state.isRefused && <span>{text.terminalRefused}</span>}
      {props.isRecordingFull ? (
        <span>{text.terminalRecordingFull}</span>
      ) : (
        state.recording.on && (
          <span class="recorded">
            <span aria-hidden="true">●</span>{' '}
            {state.recording.input ? text.terminalRecordedInput : text.terminalRecorded}
          </span>
        )
      )}
      {state.viewers > 1 && <span>{text.viewers(state.viewers)}</span>}
    </div>
  );
}
