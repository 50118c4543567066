import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '@drydock/host';
import { z } from 'zod';

/** A lesson that was as it must be. */
const KeptProof = z.object({
  key: z.string(),
  /** The day of the run. */
  at: z.string(),
  cells: z.number(),
  seconds: z.number(),
});
type KeptProof = z.infer<typeof KeptProof>;

/** Reads the proof of a lesson, `content/proofs/<module>/<lesson>.json`; a file that is not there, or is not a proof, proves nothing. */
export async function readKeptProof(content: string, lesson: string): Promise<KeptProof | undefined> {
  try {
    return KeptProof.parse(JSON.parse(await readFile(fileOf(content, lesson), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Writes the proof of a lesson, to be committed with it. */
export async function writeKeptProof(content: string, lesson: string, proof: KeptProof): Promise<void> {
  await writeAtomically(fileOf(content, lesson), `${JSON.stringify(proof, undefined, 2)}\n`);
}

function fileOf(content: string, lesson: string): string {
  return join(content, 'proofs', `${lesson}.json`);
}
