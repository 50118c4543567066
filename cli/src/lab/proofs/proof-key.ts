import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { decisiveChecks, type TrialPlan } from '@drydock/grader';
import type { ProofRecipes } from '@drydock/images';
import { type Check, type Lab, probesOf } from '@drydock/lab';
import { type Closure, openSources, type Sources } from './closure.ts';
import { readModule } from './module.ts';
import { proofSources } from './proof-sources.ts';

/** What one trial depends on, in two hashes. */
export interface ProofKey {
  /** What it runs and what is looked at, and the modules that do so: when this changes, the trial must be run again. */
  readonly look: string;
  /** The conditions, and the modules that judge by them: when only this changes, what was read is judged again. */
  readonly judge: string;
}

/** Computes the keys of trials by what they mean: titles, hints, translations, comments and layout change none. */
export interface ProofKeys {
  of(plan: TrialPlan): Promise<ProofKey>;
}

/** Opens the keys for clusters of these recipes. */
export function openProofKeys(recipes: ProofRecipes, sources: Sources = openSources()): ProofKeys {
  return {
    async of(plan) {
      const { lab, script, expected, upTo } = plan;
      const checks = decisiveChecks(plan);
      const waitsFor = lab.setup?.until ?? [];
      const probes = [...checks, ...waitsFor].flatMap(probesOf);
      const { looking, judging } = proofSources(sources, new Set(probes.map(({ kind }) => kind)), upTo !== undefined);
      const setup = await filesOfSetup(lab);
      const { profile, registry, registryContent, nodeShell, reset, parameters, cleanup, code } = lab;
      const { lab: images, ...cluster } = recipes;
      const texts = [
        script ?? '',
        ...Object.values(setup),
        nodeShell ? 'busybox:' : '',
        registry ? 'registry:' : '',
        ...Object.values(registryContent?.images ?? {}),
      ].join('\n');
      return {
        look: hashOf({
          kind: kindOf(plan),
          upTo,
          script,
          setup,
          head: { profile, registry, registryContent, nodeShell, reset, parameters, cleanup, setup: lab.setup },
          code: code && readModule(code.text).text,
          checks: checks.map(lookedAt),
          modules: textOf(looking),
          cluster,
          images: Object.entries(images).filter(([name]) => new RegExp(`\\b${name}:`).test(texts)),
        }),
        judge: hashOf({ expected, checks: checks.map(judgedBy), modules: textOf(judging) }),
      };
    },
  };
}

function kindOf({ script, expected, upTo }: TrialPlan): string {
  if (expected !== undefined) return 'near miss';
  if (upTo !== undefined) return 'resume point';
  return script === undefined ? 'fresh start' : 'solution';
}

/** The part of a check that decides where and when to look. */
function lookedAt({ id, task, probe, with: further, needs, holdMs, isOnce, withinMs }: Check): unknown {
  const isAct = 'isAct' in probe && probe.isAct;
  // The hash of checks.ts is that of its text; here its meaning counts, see `code`.
  const asked = { ...probe, digest: undefined };
  return { id, task, probe: asked, with: further, needs, holdMs, isOnce, ...(isAct && { withinMs }) };
}

/** The part of a check that judges what was seen. */
function judgedBy({ id, that, never, withinMs, isFresh, isOriginal }: Check): unknown {
  return { id, that, never, withinMs, isFresh, isOriginal };
}

/** Every file of the set-up by its path: manifests, and what is written into the workspace and onto nodes. */
async function filesOfSetup({ directory }: Lab): Promise<Readonly<Record<string, string>>> {
  const folder = join(directory, 'setup');
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    paths.toSorted().map(async (path) => {
      const [content, { mode }] = await Promise.all([readFile(path), stat(path)]);
      const name = `${relative(folder, path)}${(mode & 0o100) === 0 ? '' : ' (program)'}`;
      return [name, content.includes(0) ? content.toString('base64') : content.toString('utf8')] as const;
    }),
  );
  return Object.fromEntries(texts);
}

function textOf(closure: Closure): string {
  return [...closure].map(([path, hash]) => `${path} ${hash}`).join('\n');
}

/** A hash in which the order of an object's keys does not count. */
function hashOf(value: unknown): string {
  const text = JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}
