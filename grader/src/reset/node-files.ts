import { type Lab, type NodePath, nodeParts } from '@drydock/lab';
import type { OpenNode } from '../node.ts';
import { fail } from '../text/fail.ts';

/** Folders that decide what a node runs: a change in them is one of the cluster's own system. */
const ofTheSystem = /^\/(etc|var\/lib\/kubelet)\//;

/** Removes the files that a lab's `cleanup` names, on the node it names or on all; the frontmatter's schema keeps what a node needs. */
export async function removeFiles(lab: Lab, openNode: OpenNode, signal: AbortSignal): Promise<void> {
  await removeOn(lab, lab.cleanup.files, openNode, signal);
}

/** Removes those of the lab's files that would look like a change of the cluster's own system, such as a static Pod. */
export async function removeSystemFiles(lab: Lab, openNode: OpenNode, signal: AbortSignal): Promise<void> {
  const files = lab.cleanup.files.filter(({ path }) => ofTheSystem.test(path));
  await removeOn(lab, files, openNode, signal);
}

async function removeOn(
  { profile }: Lab,
  files: readonly NodePath[],
  openNode: OpenNode,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(
    nodeParts(profile).map(async (part) => {
      const own = files.filter(({ node }) => node === undefined || node === part).map(({ path }) => path);
      if (own.length === 0) return;
      const argv = ['rm', '-rf', '--one-file-system', '--', ...own];
      const { exitCode, stderr } = await (await openNode(part)).exec(argv, { timeoutMs: 20_000, signal });
      if (exitCode !== 0) throw fail('command_failed', (text) => text.filesNotRemoved(stderr.slice(0, 300)));
    }),
  );
}
