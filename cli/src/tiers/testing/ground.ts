import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageRefs, nodeImage } from '@drydock/images';
import { asError } from '@drydock/model';
import { createKindDriver, hardeningOf, type Sandbox, type SandboxDriver, type Tier } from '@drydock/sandbox';

/** A sandbox in a tier, with the driver that made it. */
export interface Lot {
  readonly sandbox: Sandbox;
  readonly driver: SandboxDriver;
  close(): Promise<void>;
}

/** Makes a sandbox in a tier, in a folder of its own. */
export async function openLot(tier: Tier): Promise<Lot> {
  const directory = await mkdtemp(join(tmpdir(), 'drydock-tiers-'));
  const { ref, kubeadmConfigPatches } = await nodeImage();
  const { workspace, registry } = imageRefs();
  const { hardening, kubeadmPatches } = hardeningOf(tier);
  const driver = createKindDriver({
    images: { node: ref, workspace, registry },
    kubeadm: { patches: [...kubeadmConfigPatches, ...kubeadmPatches] },
    hardening,
    runDirectory: directory,
  });
  const id = `a${randomBytes(5).toString('hex')}`;
  const close = async (): Promise<void> => {
    await driver.destroy(id);
    await rm(directory, { recursive: true });
  };
  try {
    const options = { signal: new AbortController().signal, onStep: () => undefined };
    const sandbox = await driver.create({ id, profile: 'one-node', lifetime: 'process' }, options);
    return { sandbox, driver, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Two students on one machine: in the first sandbox every attack works, in the second it is to fail. */
export interface Ground {
  readonly one: Sandbox;
  readonly two: Sandbox;
  close(): Promise<void>;
}

/** Makes a sandbox of tier 1 and one of tier 2, side by side. */
export async function openGround(): Promise<Ground> {
  const made = await Promise.allSettled([openLot(1), openLot(2)]);
  const close = async (): Promise<void> => {
    await Promise.all(made.flatMap((lot) => (lot.status === 'fulfilled' ? lot.value.close() : [])));
  };
  const [one, two] = made;
  if (one.status === 'fulfilled' && two.status === 'fulfilled')
    return { one: one.value.sandbox, two: two.value.sandbox, close };
  await close();
  throw asError(made.find((lot) => lot.status === 'rejected')?.reason);
}

/** What a command of a student came to: its output and its errors in one text. */
export interface Said {
  readonly ok: boolean;
  readonly text: string;
}

/** Runs a script as the student, in the workspace. */
export async function student(sandbox: Sandbox, script: string, input = ''): Promise<Said> {
  const { exitCode, stdout, stderr } = await sandbox
    .workspace()
    .exec(['bash', '-c', script], { input, timeoutMs: 240_000 });
  return { ok: exitCode === 0, text: stdout + stderr };
}

/** Kubernetes objects as one that kubectl reads. */
export const listOf = (items: readonly object[]): string => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

/** The image that every node has and that a Pod of these tests runs. */
export const image = 'course.local/busybox:1.37';
