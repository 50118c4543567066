import { randomBytes } from 'node:crypto';
import { drawParameters, type Lab, publicLab } from '@drydock/lab';
import type { Leases } from '../leases/leases.ts';
import type { StoredAttempt } from './store.ts';

/** An attempt that has just been asked for, to begin after the task `from` if that is given. */
export function freshAttempt(user: string, lab: Lab, leases: Leases, from: string | undefined): StoredAttempt {
  const id = randomBytes(8).toString('hex');
  const lease = leases.fresh(id, user, 'attempt');
  const { sandbox, readyAt, expiresAt, extensionsLeft } = lease;
  const createdAt = new Date().toISOString();
  return {
    user,
    startedAt: createdAt,
    lease,
    attempt: {
      id,
      lab: lab.id,
      state: 'queued',
      createdAt,
      readyAt,
      expiresAt,
      extensionsLeft,
      checkedAt: null,
      judging: null,
      parameters: drawParameters(lab),
      ...(from !== undefined && { from }),
      sandbox,
      steps: [],
      verdicts: [],
      points: 0,
      maxPoints: publicLab(lab).points,
      submission: null,
      problem: null,
    },
  };
}
