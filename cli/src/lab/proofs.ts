import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { LabProof } from '@drydock/grader';
import type { Lab } from '@drydock/lab';
import { writeAtomically } from '@drydock/host';
import { checkout } from '../setup/checkout.ts';
import { hashFiles } from '../setup/hash-files.ts';
import { cacheFolder } from '../setup/paths.ts';

/** The proofs that passed on this machine, each under the hash of everything it depends on. */
export interface ProofStore {
  /** What a proof of this lab depends on as it is now: ask before the proof begins, files may change while it runs. */
  key(lab: Pick<Lab, 'id' | 'directory'>): Promise<string>;
  find(key: string): Promise<LabProof | undefined>;
  /** Keeps a proof that passed; another is not kept. */
  keep(key: string, proof: LabProof): Promise<void>;
}

/** What a verdict depends on beside the lab itself and the images. */
const sources = ['grader/src', 'lab/src', 'cluster/src', 'grader/package.json', 'host/src', 'model/src', 'sandbox/src'];

/** Opens the proofs of this machine for these images, whose references change with their recipes. */
export function openProofs(images: readonly string[], folder = join(cacheFolder(), 'proofs')): ProofStore {
  let house: Promise<string> | undefined;
  return {
    async key({ id, directory }) {
      const [common, own] = await Promise.all([
        (house ??= hashFiles(sources, (name) => name.endsWith('.test.ts'))),
        hashFiles([relative(checkout, resolve(checkout, directory))]),
      ]);
      const all = [id, common, own, ...images.toSorted()].join('\n');
      return createHash('sha256').update(all).digest('hex').slice(0, 24);
    },
    async find(key) {
      const text = await readFile(join(folder, `${key}.json`), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : (JSON.parse(text) as LabProof);
    },
    async keep(key, proof) {
      if (proof.ok) await writeAtomically(join(folder, `${key}.json`), JSON.stringify(proof));
    },
  };
}

/** Opens the proofs that hold for the images of this checkout. */
export async function openProofsOfNow(): Promise<ProofStore> {
  const { imageRefs, nodeImage } = await import('@drydock/images');
  const { lab, ...own } = imageRefs();
  return openProofs([(await nodeImage()).ref, ...Object.values(own), ...Object.values(lab)]);
}
