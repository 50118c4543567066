/** The wish of a student to have the focus in a terminal: it holds until they go on to something else, however late the terminal is there. */
export interface FocusClaim {
  claim(): void;
  drop(): void;
  isHeld(): boolean;
  /** From now on a key, a click or the focus outside of what `root` gives drops the claim. */
  watch(root: () => HTMLElement | null, signal: AbortSignal): void;
}

/** Creates a claim. */
export function createFocusClaim(isHeldAtFirst: boolean): FocusClaim {
  let isHeld = isHeldAtFirst;
  return {
    claim: () => void (isHeld = true),
    drop: () => void (isHeld = false),
    isHeld: () => isHeld,
    watch(root, signal) {
      const look = ({ target }: Event) => {
        if (!(target instanceof Node && root()?.contains(target))) isHeld = false;
      };
      for (const event of ['pointerdown', 'keydown', 'focusin'])
        document.addEventListener(event, look, { capture: true, signal });
    },
  };
}
