/** A signal that aborts at the first Ctrl-C or SIGTERM; a second one, half a second later or more, ends the process at once. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  let firstAt = 0;
  const stop = (): void => {
    if (firstAt === 0) {
      firstAt = Date.now();
      controller.abort(new DOMException('interrupted', 'AbortError'));
    } else if (Date.now() - firstAt > 500) {
      process.exit(130);
    }
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  return controller.signal;
}
