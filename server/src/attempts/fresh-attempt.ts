import { randomBytes } from 'node:crypto';
import { drawParameters, type Lab, publicLab } from '@drydock/lab';
import type { StoredAttempt } from './store.ts';

/** An attempt that has just been asked for. */
export function freshAttempt(user: string, lab: Lab, extensionsLeft: number): StoredAttempt {
  const createdAt = new Date().toISOString();
  return {
    user,
    startedAt: createdAt,
    activeAt: createdAt,
    attempt: {
      id: randomBytes(8).toString('hex'),
      lab: lab.id,
      state: 'queued',
      createdAt,
      readyAt: null,
      expiresAt: null,
      extensionsLeft,
      checkedAt: null,
      judging: null,
      parameters: drawParameters(lab),
      sandbox: null,
      steps: [],
      verdicts: [],
      points: 0,
      maxPoints: publicLab(lab).points,
      submission: null,
      problem: null,
    },
  };
}
