import type { LessonPages } from '@drydock/lab';
import type { Language, OnStep, SandboxProfile } from '@drydock/model';
import type { SandboxDriver } from '@drydock/sandbox';
import { openSandbox } from '../lab/clusters.ts';
import type { LessonProof } from './proof.ts';
import { type Classroom, openClassroom, proveLesson } from './prove-lesson.ts';

/** Sandboxes that one lesson after the other runs in. */
export interface Classrooms extends AsyncDisposable {
  /** Runs a lesson in a sandbox that the lesson before left as it was, or in a new one. */
  run(lesson: LessonPages, profile: SandboxProfile, compared: readonly Language[]): Promise<LessonProof>;
}

/** Opens sandboxes as they are needed. */
export function openClassrooms(options: {
  readonly driver: SandboxDriver;
  /** Each lesson gets a sandbox of its own. */
  readonly isFresh: boolean;
  readonly signal: AbortSignal;
  readonly onStep: (lesson: string) => OnStep;
}): Classrooms {
  const { driver, isFresh, signal, onStep } = options;
  const free: { readonly profile: SandboxProfile; readonly room: Classroom }[] = [];
  const open = new Set<string>();

  async function take(lesson: string, profile: SandboxProfile): Promise<Classroom> {
    const index = free.findIndex((one) => one.profile === profile);
    const [found] = index < 0 ? [] : free.splice(index, 1);
    if (found) return found.room;
    // What waits for another profile makes place.
    for (const { room } of free.splice(0)) await close(room.sandbox.id);
    const sandbox = await openSandbox(profile, { driver, isKept: false, signal }, onStep(lesson));
    open.add(sandbox.id);
    try {
      return await openClassroom(sandbox, signal);
    } catch (error) {
      await close(sandbox.id);
      throw error;
    }
  }

  async function close(id: string): Promise<void> {
    await driver.destroy(id);
    open.delete(id);
  }

  return {
    async run(lesson, profile, compared) {
      const room = await take(lesson.id, profile);
      let isClean = false;
      try {
        const proof = await proveLesson(lesson, room, { compared, signal });
        isClean = !isFresh && proof.left.length === 0 && proof.cells.length === proof.count;
        return proof;
      } finally {
        if (isClean) free.push({ profile, room });
        else await close(room.sandbox.id);
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...open].map(close));
    },
  };
}
