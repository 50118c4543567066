import type { Language } from '@drydock/model';
import { labTextOf } from '../../../text/lab.ts';
import { touchKeyText } from './keys.ts';

const keys = [
  ['Esc', 'Escape'],
  ['Tab', 'Tab'],
  ['↑', 'ArrowUp'],
  ['↓', 'ArrowDown'],
  ['←', 'ArrowLeft'],
  ['→', 'ArrowRight'],
] as const;

/** The keys a phone's keyboard lacks; Ctrl sticks until the next key. Shown on touch screens only. */
export function TouchKeys(props: {
  language: Language;
  isSticky: boolean;
  isApplicationMode: () => boolean;
  onType: (text: string) => void;
  onControl: () => void;
  onCopy: () => void;
  onPaste: () => void;
}) {
  const text = labTextOf(props.language);
  // A press must not take the focus from the terminal, or the phone's keyboard would fold away.
  const keepFocus = (event: Event) => event.preventDefault();
  return (
    <div class="touch-keys" role="toolbar" aria-label={text.touchKeys} onPointerDown={keepFocus}>
      <button type="button" aria-pressed={props.isSticky} onClick={props.onControl}>
        Ctrl
      </button>
      {keys.map(([label, key]) => (
        <button
          key={key}
          type="button"
          aria-label={key}
          onClick={() => props.onType(touchKeyText(key, props.isApplicationMode()))}
        >
          {label}
        </button>
      ))}
      {['|', '/', '-', '~'].map((key) => (
        <button key={key} type="button" onClick={() => props.onType(key)}>
          {key}
        </button>
      ))}
      <button type="button" onClick={props.onCopy}>
        {text.copy}
      </button>
      <button type="button" onClick={props.onPaste}>
        {text.paste}
      </button>
    </div>
  );
}
