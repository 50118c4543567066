import type { ErrorCode } from '@drydock/model';
import type { Access, Action } from '../identity/may.ts';

interface AnyEvent {
  readonly type: string;
}

/** Something of the API that happens in events: streamed by SSE to programs and by WebSocket to pages. */
export interface EventSource<Event extends AnyEvent = AnyEvent> {
  /** Its address with `:id` in it. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly action: Action;
  /** Why it can be refused beside what every route can be. */
  readonly problems: readonly ErrorCode[];
  /** What a message is, for the description of the API. */
  readonly noun: string;
  /**
   * Begins to report events to `tell`, and returns those a reader gets first, so that one who
   * reconnects misses nothing. Rejects when the principal may not read them.
   */
  open(
    access: Access,
    id: string,
    tell: (event: Event) => void,
  ): Promise<{ readonly first: readonly Event[]; readonly close: () => void }>;
}

/** A reader that is this far behind is cut off; it reconnects and is told everything again. */
export const mostBufferedBytes = 4 * 1024 * 1024;

/** Opens a source for one reader. Events that come before `listen` is called are kept for it, in order. */
export async function openSource(
  source: EventSource,
  access: Access,
  id: string,
): Promise<{ listen(tell: (event: AnyEvent) => void): void; close(): void }> {
  const early: AnyEvent[] = [];
  let tell = (event: AnyEvent): void => void early.push(event);
  const { first, close } = await source.open(access, id, (event) => tell(event));
  return {
    listen(reader) {
      tell = reader;
      for (const event of [...first, ...early]) reader(event);
    },
    close,
  };
}
