import { Attempt, AttemptEvent, CourseError, Problem, readEvents, TerminalTicket } from '@drydock/model';

/** A running Drydock as a program sees it: only what a browser would ask for. */
export interface DrydockClient {
  post(path: string, body?: unknown): Promise<unknown>;
  text(path: string): Promise<string>;
  remove(path: string): Promise<void>;
  /** Reads an attempt's events from now on; the first is the whole attempt. Resolves when `signal` aborts. */
  follow(attempt: string, onEvent: (event: AttemptEvent) => void, signal: AbortSignal): Promise<void>;
  start(lab: string): Promise<Attempt>;
  check(attempt: string): Promise<Attempt>;
  ticket(attempt: string): Promise<TerminalTicket>;
}

/** Talks to the Drydock at an address, which may have a path; a refusal is its `CourseError`. */
export function createDrydockClient(address: string): DrydockClient {
  const below = (path: string): string => address.replace(/\/$/, '') + path;
  async function ask(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(below(path), {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (response.ok) return response;
    const problem = Problem.safeParse(await response.json().catch(() => undefined));
    if (problem.success) throw new CourseError('command_failed', problem.data.message, problem.data.fix);
    throw new CourseError(
      'command_failed',
      `${method} ${path} was answered with ${response.status}.`,
      'Read the log of the server.',
    );
  }
  const post = async (path: string, body?: unknown): Promise<unknown> => (await ask('POST', path, body)).json();
  return {
    post,
    text: async (path) => (await ask('GET', path)).text(),
    remove: async (path) => void (await ask('DELETE', path)),
    async follow(attempt, onEvent, signal) {
      try {
        const response = await fetch(below(`/api/attempts/${attempt}/events`), { signal });
        if (!response.body) return;
        const pieces = response.body.pipeThrough(new TextDecoderStream());
        for await (const event of readEvents(pieces, AttemptEvent)) onEvent(event);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
    start: async (lab) => Attempt.parse(await post('/api/attempts', { lab })),
    async check(attempt) {
      // The answer comes while the check runs when that takes long; asking again joins it.
      for (;;) {
        const checked = Attempt.parse(await post(`/api/attempts/${attempt}/check`));
        if (checked.judging === null) return checked;
      }
    },
    ticket: async (attempt) => TerminalTicket.parse(await post(`/api/attempts/${attempt}/terminals`, {})),
  };
}
