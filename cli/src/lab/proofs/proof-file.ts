import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '@drydock/host';
import { z } from 'zod';
import type { KeptTrial } from './kept-trial.ts';

/** The proofs of one lab as `proof.json` beside it holds them, by the name of the trial. */
export type ProofFile = Readonly<Record<string, KeptTrial>>;

const Kept = z.object({
  at: z.string(),
  failed: z.array(z.string()),
  judge: z.string(),
  look: z.string(),
  patient: z.boolean().optional(),
  passedAfter: z.record(z.string(), z.number()).optional(),
  seconds: z.number(),
});
const Content = z.object({ trials: z.record(z.string(), Kept), recordings: z.record(z.string(), z.string()) });

/** Reads the proofs of a lab; a missing or invalid file proves nothing. */
export async function readProofFile(directory: string): Promise<ProofFile> {
  const text = await readFile(fileOf(directory), 'utf8').catch(() => undefined);
  return text === undefined ? {} : parseProofs(text);
}

/** Writes the proofs of a lab: one line for each trial and one for what was read in it, so that a diff shows which changed. */
export async function writeProofFile(directory: string, proofs: ProofFile): Promise<void> {
  await writeAtomically(fileOf(directory), formatProofs(proofs));
}

export function parseProofs(text: string): ProofFile {
  try {
    const { trials, recordings } = Content.parse(JSON.parse(text));
    return Object.fromEntries(
      Object.entries(trials).map(([name, { patient = false, passedAfter, ...kept }]) => {
        const recording = recordings[name];
        return [
          name,
          {
            ...kept,
            isPatient: patient,
            ...(passedAfter && { passedAfter }),
            ...(recording !== undefined && { recording }),
          },
        ];
      }),
    );
  } catch {
    return {};
  }
}

export function formatProofs(proofs: ProofFile): string {
  const sorted = Object.entries(proofs).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const trials = sorted.map(([name, { at, failed, judge, look, isPatient, passedAfter, seconds }]) => {
    const kept = {
      at,
      failed,
      judge,
      look,
      ...(passedAfter && { passedAfter }),
      ...(isPatient && { patient: true }),
      seconds,
    };
    return `${JSON.stringify(name)}: ${JSON.stringify(kept)}`;
  });
  const recordings = sorted.flatMap(([name, { recording }]) =>
    recording === undefined ? [] : [`${JSON.stringify(name)}: ${JSON.stringify(recording)}`],
  );
  return `{\n"trials": {\n${trials.join(',\n')}\n},\n"recordings": {\n${recordings.join(',\n')}\n}\n}\n`;
}

function fileOf(directory: string): string {
  return join(directory, 'proof.json');
}
