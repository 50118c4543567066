/** After this time without a key, a pointer or a touch nobody is at the page, whatever it shows. */
const awayMs = 15 * 60_000;

const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;
const listeners = new Set<(isHere: boolean) => void>();
let isAway = false;
let lastSign = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Whether somebody has used this page lately. */
export function isHere(): boolean {
  return !isAway;
}

/** Tells when everybody has left the page and when somebody is back, until `signal` aborts. An open page alone keeps no cluster awake. */
export function onPresence(tell: (isHere: boolean) => void, signal: AbortSignal): void {
  begin();
  listeners.add(tell);
  signal.addEventListener('abort', () => listeners.delete(tell));
}

function begin(): void {
  if (timer !== undefined) return;
  for (const sign of signs) addEventListener(sign, see, { capture: true, passive: true });
  see();
  timer = setTimeout(look, awayMs);
}

function see(): void {
  lastSign = performance.now();
  if (!isAway) return;
  isAway = false;
  timer = setTimeout(look, awayMs);
  tellAll();
}

function look(): void {
  const leftMs = lastSign + awayMs - performance.now();
  if (leftMs > 0) {
    timer = setTimeout(look, leftMs);
    return;
  }
  isAway = true;
  tellAll();
}

function tellAll(): void {
  for (const tell of listeners) tell(!isAway);
}
