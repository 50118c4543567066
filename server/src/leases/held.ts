/** `none`: a lease holds no sandbox; `lost`: the host has not got its sandbox any more, whose place anybody may have. */
export type Held = 'none' | 'held' | 'lost';

/** What a holder in this state has of its sandbox: one that failed gave it back. */
export function heldIn(state: string, sandbox: string | null): Held {
  if (sandbox === null || state === 'failed' || state === 'ended') return 'none';
  return state === 'lost' ? 'lost' : 'held';
}
