import type { Language } from '@drydock/model';
import { textOf } from '../../text/text.ts';
import { Button } from '../controls/Button.tsx';
import { useNow } from '../time/clock.ts';

/** The connection to the server is gone: when it is tried again, and now. */
export function Reconnecting(props: { at: number; body: string; onNow: () => void; language: Language }) {
  const { at, body, onNow, language } = props;
  const text = textOf(language);
  const now = useNow(500);
  const seconds = Math.max(0, Math.ceil((at - now) / 1000));
  return (
    <p class="notice" data-kind="wait">
      <strong>{body}</strong>{' '}
      <span aria-hidden="true">{seconds > 0 ? text.reconnecting(seconds) : text.reconnectingNow}</span>
      <span class="sr-only">{text.reconnectingNow}</span>
      <span class="notice-buttons">
        <Button class="plain" onClick={onNow}>
          {text.connectNow}
        </Button>
      </span>
    </p>
  );
}
