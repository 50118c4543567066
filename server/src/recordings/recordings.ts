import type { Dial } from '@drydock/host';
import {
  type Attempt,
  type AttemptEvent,
  type AttemptRecordings,
  markerLabel,
  type RecordingMarker,
  type TerminalRecording,
} from '@drydock/model';
import type { Relay } from '@drydock/terminal';
import type { Logger } from 'pino';
import type { Choices } from './choices.ts';
import { createKeyedQueue } from '../queue/keyed-queue.ts';
import { markersOf } from './markers.ts';
import type { Shelf } from './shelf.ts';
import { fail } from '../text/fail.ts';

/** What the course says of recording: how attempts begin, and whether their students may change it. */
export interface RecordingPolicy {
  readonly begin: TerminalRecording;
  readonly decidedBy: AttemptRecordings['decidedBy'];
}

/** What a look at an agent's recordings told: the names still written to, and those whose rest the attempt's limits did not let in. */
interface Copied {
  readonly running: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
}

const nothing: Copied = { running: new Set(), refused: new Set() };

/**
 * The recordings of attempts. Agents write them; here they are switched, marked, copied out of the
 * workspace and kept. Each call names the attempt and how its agent is dialled, undefined while its
 * workspace is not up. What belongs to one attempt happens in order.
 */
export interface Recordings {
  /** Before a terminal is opened: its agent records as was chosen. Rejects when it should record and does not answer. */
  apply(attempt: string, agent: Dial): Promise<void>;
  /** The student's choice, from now on; `forbidden` when the course decides. */
  choose(attempt: string, agent: Dial | undefined, wanted: TerminalRecording): Promise<AttemptRecordings>;
  list(attempt: string, agent: Dial | undefined): Promise<AttemptRecordings>;
  /** Copies what the agent has and the shelf has not. Never rejects. */
  collect(attempt: string, agent: Dial | undefined): Promise<unknown>;
  mark(attempt: string, agent: Dial | undefined, marker: RecordingMarker): Promise<void>;
  /** Marks what the grader found and what was submitted; a submission also has the recordings copied. */
  follow(attempt: string, agent: Dial | undefined, event: AttemptEvent, before: Attempt): void;
  /** The workspace is about to go: ends its recordings and copies all there is. Never rejects. */
  finish(attempt: string, agent: Dial | undefined): Promise<void>;
  /** One recording as far as it is written; `not_found` when there is none of this name. */
  read(attempt: string, agent: Dial | undefined, name: string): Promise<Buffer>;
}

export function createRecordings({
  shelf,
  choices,
  relay,
  policy,
  log,
}: {
  shelf: Shelf;
  choices: Choices;
  relay: Pick<Relay, 'record' | 'mark' | 'recordings' | 'recording'>;
  policy: RecordingPolicy;
  log: Logger;
}): Recordings {
  const queue = createKeyedQueue();

  async function settingOf(attempt: string): Promise<TerminalRecording> {
    const choice = policy.decidedBy === 'student' ? await choices.find(attempt) : undefined;
    return choice ?? policy.begin;
  }

  /** Copies what the agent has and the shelf has not; answers which are still written to, and which are kept no further. */
  async function copy(attempt: string, agent: Dial): Promise<Copied> {
    const refused = new Set<string>();
    const found = await relay.recordings(agent);
    const kept = new Map((await shelf.list(attempt)).map(({ name, bytes }) => [name, bytes]));
    for (const { file, bytes } of found) {
      const from = kept.get(file) ?? 0;
      if (bytes <= from) continue;
      const isKept = await shelf.append(attempt, file, from, await relay.recording(agent, file, from));
      if (isKept) continue;
      refused.add(file);
      log.warn({ attempt, file }, 'the recordings of this attempt have reached their largest size');
    }
    return { running: new Set(found.filter(({ running }) => running).map(({ file }) => file)), refused };
  }

  /** Nothing about a recording may keep an attempt from going on. */
  async function tryTo<T>(attempt: string, what: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      log.debug({ err: error, attempt }, what);
      return undefined;
    }
  }

  const copyAll = (attempt: string, agent: Dial | undefined): Promise<Copied> =>
    queue.run(attempt, async () => {
      if (agent === undefined) return nothing;
      return (await tryTo(attempt, 'recordings were not copied', () => copy(attempt, agent))) ?? nothing;
    });

  const mark = (attempt: string, agent: Dial | undefined, marker: RecordingMarker): Promise<void> =>
    queue.run(attempt, async () => {
      if (agent === undefined || !(await settingOf(attempt)).on) return;
      await tryTo(attempt, 'a marker was not set', () => relay.mark(agent, markerLabel(marker)));
    });

  async function list(attempt: string, agent: Dial | undefined): Promise<AttemptRecordings> {
    const { running, refused } = await copyAll(attempt, agent);
    const kept = await shelf.list(attempt);
    return {
      setting: await settingOf(attempt),
      decidedBy: policy.decidedBy,
      // An agent counts a full recording as running until its terminal or the switch ends it.
      recordings: kept.map((each) => {
        const full = each.full || refused.has(each.name);
        return { ...each, full, running: running.has(each.name) && !full };
      }),
    };
  }

  return {
    apply: (attempt, agent) =>
      queue.run(attempt, async () => {
        const setting = await settingOf(attempt);
        try {
          await relay.record(agent, setting, markerLabel({ type: 'start', attempt }));
        } catch (error) {
          if (setting.on) throw error;
        }
      }),

    async choose(attempt, agent, wanted) {
      if (policy.decidedBy === 'course') {
        throw fail('forbidden', (text) => text.recordingByCourse(policy.begin.on));
      }
      await queue.run(attempt, async () => {
        const choice = { on: wanted.on, input: wanted.on && wanted.input };
        await choices.save(attempt, choice);
        if (agent !== undefined) await relay.record(agent, choice, markerLabel({ type: 'start', attempt }));
      });
      return list(attempt, agent);
    },

    list,
    collect: copyAll,
    mark,

    follow(attempt, agent, event, before) {
      for (const marker of markersOf(event, before)) void mark(attempt, agent, marker);
      if (event.type === 'submission') void copyAll(attempt, agent);
    },

    async finish(attempt, agent) {
      if (agent === undefined) return;
      await queue.run(attempt, () =>
        tryTo(attempt, 'recordings were not ended', () => relay.record(agent, { on: false, input: false })),
      );
      await copyAll(attempt, agent);
    },

    async read(attempt, agent, name) {
      await copyAll(attempt, agent);
      const found = await shelf.read(attempt, name);
      if (found) return found;
      throw fail('not_found', (text) => text.recordingUnknown(name, attempt));
    },
  };
}
