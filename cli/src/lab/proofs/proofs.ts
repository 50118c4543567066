import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '@drydock/host';
import type { Lab } from '@drydock/lab';
import type { TrialPlan } from '@drydock/grader';
import { cacheFolder } from '../../setup/paths.ts';
import type { KeptTrial } from './kept-trial.ts';
import { parseProofs, formatProofs, readProofFile, writeProofFile, type ProofFile } from './proof-file.ts';
import { openProofKeys, type ProofKey, type ProofKeys } from './proof-key.ts';

/** The trials that were as they must be: beside the labs, for everybody who has the repository, and in the cache of this machine. */
export interface ProofStore extends ProofKeys {
  /** Trials of the same look, those of the same judge first. */
  find(plan: TrialPlan, key: ProofKey): Promise<readonly KeptTrial[]>;
  /** Keeps a trial on this machine. */
  keep(kept: KeptTrial): Promise<void>;
  /** Forgets what this machine kept of a trial that has failed since. */
  forget(key: ProofKey): Promise<void>;
  /** Writes all that is kept of a lab beside it; what of it holds no more is left out. Resolves with whether the file was, or would be, another. */
  publish(lab: Pick<Lab, 'directory'>, proofs: ProofFile): Promise<boolean>;
}

export interface ProofStoreOptions {
  readonly keys: ProofKeys;
  readonly folder?: string;
  /** Whether files beside the labs are written. */
  readonly isPublic: boolean;
}

/** Opens the proofs of this machine and this checkout. */
export function openProofs({ keys, folder = join(cacheFolder(), 'proofs'), isPublic }: ProofStoreOptions): ProofStore {
  const fileOf = (look: string): string => join(folder, `${look}.json`);
  return {
    of: (plan) => keys.of(plan),

    async find({ lab, name }, { look, judge }) {
      const cached = parseProofs(await readFile(fileOf(look), 'utf8').catch(() => ''));
      const published = await readProofFile(lab.directory);
      const found = [...Object.values(published), ...Object.values(cached)].filter((kept) => kept.look === look);
      const rank = (kept: KeptTrial): number => (kept.judge === judge ? 0 : 2) + (kept === published[name] ? 0 : 1);
      return found.toSorted((a, b) => rank(a) - rank(b));
    },

    async keep(kept) {
      await writeAtomically(fileOf(kept.look), formatProofs({ trial: kept }));
    },

    forget: ({ look }) => rm(fileOf(look), { force: true }),

    async publish({ directory }, proofs) {
      const before = formatProofs(await readProofFile(directory));
      if (before === formatProofs(proofs)) return false;
      if (isPublic) await writeProofFile(directory, proofs);
      return true;
    },
  };
}

/** Opens the proofs that hold for the images of this checkout. */
export async function openProofsOfNow(options: Pick<ProofStoreOptions, 'isPublic'>): Promise<ProofStore> {
  const { proofRecipes } = await import('@drydock/images');
  return openProofs({ ...options, keys: openProofKeys(await proofRecipes()) });
}
