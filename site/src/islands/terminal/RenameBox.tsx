import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { plainTitle } from './tabs.ts';

/**
 * The title of a tab while it is written. Its text is the student's from the first key on: what programs call their terminals meanwhile does not touch it. Enter and a
 * click elsewhere take it, Escape does not.
 */
export function RenameBox(props: { title: string; label: string; onDone: (title: string | null) => void }) {
  const [title] = useState(props.title);
  const [label] = useState(props.label);
  const input = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  // Before the next key can come.
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const finish = (isTaken: boolean) => {
    // Taking the box away makes it lose the focus, which is no second answer.
    if (isDone.current) return;
    isDone.current = true;
    const typed = plainTitle(input.current?.value ?? '');
    props.onDone(isTaken && typed !== '' && typed !== title ? typed : null);
  };
  return (
    <form
      class="dock-rename"
      onSubmit={(event) => {
        event.preventDefault();
        finish(true);
      }}
    >
      <input
        ref={input}
        aria-label={label}
        maxLength={64}
        defaultValue={title}
        onBlur={() => finish(true)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') finish(false);
        }}
      />
    </form>
  );
}
