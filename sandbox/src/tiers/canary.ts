import { setTimeout as delay } from 'node:timers/promises';
import { quoteCause } from '@drydock/model';
import { tryOnNode } from '../drivers/docker/inside/on-node.ts';
import { studentName } from '../drivers/docker/inside/identity.ts';
import { fail } from '../text/fail.ts';
import { studentGroup } from './names.ts';

const withinMs = 60_000;

/** A Pod as a student would make it; the privileged one must be refused by a policy, and not for another reason. */
const pod = (privileged: boolean): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'canary', namespace: 'default' },
    spec: { containers: [{ name: 'canary', image: 'canary', securityContext: { privileged } }] },
  });

/** Resolves when a student may make an ordinary Pod and no privileged one: policies hold some time after they were written. Nothing is made. */
export async function canarySings(
  { node, kubeconfig, id }: { readonly node: string; readonly kubeconfig: string; readonly id: string },
  signal: AbortSignal,
): Promise<void> {
  const command = ['kubectl', '--kubeconfig', kubeconfig, '--as', studentName, '--as-group', studentGroup] as const;
  const ask = (privileged: boolean) =>
    tryOnNode(node, [...command, 'create', '--dry-run=server', '--filename', '-'], {
      input: pod(privileged),
      signal,
    });
  const deadline = performance.now() + withinMs;
  for (;;) {
    const [plain, privileged] = [await ask(false), await ask(true)];
    const isRefused = privileged.exitCode !== 0 && privileged.stderr.includes('ValidatingAdmissionPolicy');
    if (plain.exitCode === 0 && isRefused) return;
    if (performance.now() > deadline) {
      const heard = quoteCause(plain.stderr + privileged.stderr) ?? '';
      throw fail('command_failed', (text) => text.canarySilent(id, withinMs / 1000, heard));
    }
    await delay(200, undefined, { signal });
  }
}
