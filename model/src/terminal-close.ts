/**
 * Why a terminal's socket was closed: the WebSocket close code and its name, whether the page connects again by itself, and what it tells the student.
 * Any other close code counts as `lost`.
 */
export const terminalCloses = {
  lost: { code: 1006, retry: true, message: 'The connection was lost.', fix: 'It comes back by itself.' },
  restarting: { code: 4001, retry: true, message: 'The server is restarting.', fix: 'It comes back by itself.' },
  malformed: {
    code: 4400,
    retry: true,
    message: 'A frame could not be understood.',
    fix: 'Reload the page if it happens again.',
  },
  out_of_order: {
    code: 4409,
    retry: true,
    message: 'A frame came twice or out of order.',
    fix: 'Reload the page if it happens again.',
  },
  too_large: {
    code: 4413,
    retry: true,
    message: 'A frame was too large.',
    fix: 'Reload the page if it happens again.',
  },
  idle: {
    code: 4408,
    retry: true,
    message: 'Nothing was heard from the page for a while.',
    fix: 'It comes back by itself.',
  },
  unreachable: {
    code: 4503,
    retry: true,
    message: 'The workspace does not answer.',
    fix: 'It comes back by itself; reset the lab if it stays away.',
  },
  handed_over: {
    code: 4403,
    retry: false,
    message: 'This sandbox is no longer yours.',
    fix: 'Start the lab again to get a new one.',
  },
  closed: { code: 4404, retry: false, message: 'This terminal was closed.', fix: 'Open a new one.' },
  replaced: { code: 4410, retry: false, message: 'This page opened the terminal again.', fix: 'Reload the page.' },
  full: {
    code: 4429,
    retry: false,
    message: 'This workspace has as many terminals as it may have.',
    fix: 'Close one first.',
  },
  version: {
    code: 4426,
    retry: false,
    message: 'The page and the workspace speak different versions.',
    fix: 'Reload the page; reset the lab if that does not help.',
  },
  failed: {
    code: 4500,
    retry: false,
    message: 'The shell could not be started.',
    fix: 'Reset the lab; the server log says more.',
  },
} as const;

export type TerminalClose = keyof typeof terminalCloses;

const byCode = new Map(
  Object.entries(terminalCloses).map(([name, { code }]) => [code as number, name as TerminalClose]),
);

// What a WebSocket library closes with by itself when a message is too big (RFC 6455).
byCode.set(1009, 'too_large');

/** The name of a WebSocket close code; `lost` for every code that is not ours. */
export function terminalCloseOf(code: number): TerminalClose {
  return byCode.get(code) ?? 'lost';
}
