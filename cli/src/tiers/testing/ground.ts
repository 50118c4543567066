import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageRefs, nodeImage } from '@drydock/images';
import { createKindDriver, hardeningOf, type Sandbox, type SandboxDriver, type Tier } from '@drydock/sandbox';

/** Two students on one machine: in the first sandbox every attack works, in the second it is to fail. */
export interface Ground {
  readonly one: Sandbox;
  readonly two: Sandbox;
  close(): Promise<void>;
}

/** Makes a sandbox of tier 1 and one of tier 2, side by side. */
export async function openGround(): Promise<Ground> {
  const directory = await mkdtemp(join(tmpdir(), 'drydock-tiers-'));
  const { ref, kubeadmConfigPatches } = await nodeImage();
  const { workspace, registry } = imageRefs();
  const images = { node: ref, workspace, registry };
  const drivers = new Map<Tier, SandboxDriver>();
  const made = async (tier: Tier): Promise<Sandbox> => {
    const { hardening, kubeadmPatches } = hardeningOf(tier);
    const kubeadm = { patches: [...kubeadmConfigPatches, ...kubeadmPatches] };
    const driver = createKindDriver({ images, kubeadm, hardening, runDirectory: join(directory, `${tier}`) });
    drivers.set(tier, driver);
    const spec = { id: `a${randomBytes(5).toString('hex')}`, profile: 'one-node', lifetime: 'process' } as const;
    return driver.create(spec, { signal: new AbortController().signal, onStep: () => undefined });
  };
  const close = async (): Promise<void> => {
    for (const [tier, driver] of drivers) {
      const ids = (await readdir(join(directory, `${tier}`))).filter((name) => name !== '.keys');
      await Promise.all(ids.map((id) => driver.destroy(id)));
    }
    await rm(directory, { recursive: true });
  };
  try {
    const [one, two] = await Promise.all([made(1), made(2)]);
    return { one, two, close };
  } catch (error) {
    await close();
    throw error;
  }
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
