import { readFile } from 'node:fs/promises';
import { CourseError } from '@drydock/model';
import type { OpenNode } from './node.ts';

const assets = new URL('./assets/', import.meta.url);

/** Starts the private registry of an attempt on its node, with one account and one image of its own: `student/app-<token>:v1`. */
export async function startRegistry(
  openNode: OpenNode,
  { password, token }: { password: string; token: string },
  signal: AbortSignal,
): Promise<void> {
  await runOnNode(openNode, 'registry-up.sh', [password, token], signal);
}

/** Stops it and removes what it held, also from the node's own images. Nothing happens where there is none. */
export async function stopRegistry(openNode: OpenNode, signal: AbortSignal): Promise<void> {
  await runOnNode(openNode, 'registry-down.sh', [], signal);
}

async function runOnNode(
  openNode: OpenNode,
  script: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const node = await openNode();
  const text = await readFile(new URL(script, assets), 'utf8');
  const { exitCode, stderr } = await node.exec(['bash', '-c', text, script, ...args], { timeoutMs: 60_000, signal });
  if (exitCode === 0) return;
  throw new CourseError(
    'command_failed',
    `${script} ended with ${exitCode} on the node: ${stderr.slice(-300)}`,
    'Reset the lab; if it stays, end the attempt and start it again.',
  );
}
