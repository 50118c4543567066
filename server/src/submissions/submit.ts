import { randomUUID } from 'node:crypto';
import type { Evidence } from '@drydock/grader';
import type { Submission } from '@drydock/model';
import type { Insertable } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { SigningKey } from './key.ts';

/** What is signed: all a later regrading needs, beside the lab itself. */
export interface SignedSubmission {
  readonly version: 1;
  readonly submission: Submission;
  readonly lab: string;
  readonly user: string;
  readonly parameters: Record<string, string>;
  readonly evidence: Evidence;
}

/** A submission and the row that keeps it: the signature is over exactly the stored text. */
export interface FrozenSubmission {
  readonly submission: Submission;
  readonly row: Insertable<Schema['submissions']>;
}

export function freezeSubmission(
  found: Omit<Submission, 'id' | 'at'>,
  about: Pick<SignedSubmission, 'lab' | 'user' | 'parameters' | 'evidence'>,
  key: SigningKey,
): FrozenSubmission {
  const submission: Submission = { id: randomUUID(), at: new Date().toISOString(), ...found };
  const signedJson = JSON.stringify({ version: 1, submission, ...about } satisfies SignedSubmission);
  const { verdicts, atEnd, ...plain } = submission;
  return {
    submission,
    row: {
      ...plain,
      atEnd: atEnd ?? false,
      user: about.user,
      lab: about.lab,
      verdictsJson: verdicts,
      signedJson,
      signature: key.sign(signedJson),
      key: key.id,
    },
  };
}
