/** An Escape that is not sent yet: the Tab after it leaves the terminal, and then the shell must not have had the Escape, which would eat the next letter. */
export interface EscapeHold {
  readonly isHeld: boolean;
  /** Takes an Escape. It is sent after `holdMs`, with the next thing that is sent, or never. */
  hold(): void;
  /** Sends what is held. */
  send(): void;
  /** Forgets what is held. */
  drop(): void;
}

/** How long after Escape a Tab leaves the terminal. */
export const holdMs = 1500;

export function createEscapeHold(send: (text: string) => void): EscapeHold {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const drop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const sendNow = () => {
    if (timer === undefined) return;
    drop();
    send('\u001b');
  };
  return {
    get isHeld() {
      return timer !== undefined;
    },
    hold() {
      sendNow();
      timer = setTimeout(sendNow, holdMs);
    },
    send: sendNow,
    drop,
  };
}
