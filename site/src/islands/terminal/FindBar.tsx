import type { Language } from '@drydock/model';
import { useEffect, useRef, useState } from 'preact/hooks';
import { labTextOf } from '../../text/lab.ts';

/** Finds text in the scrollback: Enter for the next place, Shift+Enter for the one before, Escape back to the terminal. */
export function FindBar({
  language,
  onFind,
  onClose,
}: {
  language: Language;
  onFind: (words: string, isBackwards: boolean) => boolean;
  onClose: () => void;
}) {
  const text = labTextOf(language);
  const input = useRef<HTMLInputElement>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => input.current?.focus(), []);
  const find = (isBackwards: boolean) => {
    const words = input.current?.value ?? '';
    setMissing(words !== '' && !onFind(words, isBackwards));
  };
  return (
    <search>
      <form
        class="find-bar"
        onSubmit={(event) => {
          event.preventDefault();
          find(false);
        }}
      >
        <input
          ref={input}
          type="search"
          aria-label={text.find}
          placeholder={text.find}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose();
            if (event.key === 'Enter' && event.shiftKey) {
              event.preventDefault();
              find(true);
            }
          }}
        />
        <button type="button" class="plain" onClick={() => find(true)}>
          {text.findPrevious}
        </button>
        <button type="submit" class="plain">
          {text.findNext}
        </button>
        <span role="status">{isMissing ? text.findNone : ''}</span>
        <button type="button" class="quiet" onClick={onClose}>
          {text.dismiss}
        </button>
      </form>
    </search>
  );
}
