import { randomBytes } from 'node:crypto';
import { kindOf, lookLimitMs, type NodeProbe } from '@drydock/lab';
import type { OpenNode } from '../node.ts';
import type { Seen } from '../reading/reading.ts';
import type { View } from '../reading/view.ts';

const fileLimitBytes = 64 * 1024;
const timeoutMs = lookLimitMs;

/** A file on a node, or a fixed command there, through the sandbox's own access and not the Kubernetes API. */
export async function readNode(view: View, probe: NodeProbe): Promise<Seen> {
  return view.once(`node ${JSON.stringify(probe)}`, async () => look(view, probe));
}

async function look(view: View, probe: NodeProbe): Promise<Seen> {
  const options = { timeoutMs, ...(view.signal && { signal: view.signal }) };
  const node = await view.node(probe.node);
  const subject = kindOf(probe).subject(probe);
  if ('argv' in probe) {
    const { exitCode, stdout, stderr } = await node.exec(probe.argv, options);
    const values = { exitCode, stdout: stdout.slice(0, fileLimitBytes), stderr: stderr.slice(0, fileLimitBytes) };
    return { subject, state: 'found', values, objects: [] };
  }
  // The path is an argument of the script, never part of it; only a plain file is read, and only its beginning.
  const script = '[ -f "$1" ] || exit 44; stat -L -c "%i %s" -- "$1" && head -c "$2" -- "$1"';
  const { exitCode, stdout } = await node.exec(['sh', '-c', script, 'sh', probe.file, String(fileLimitBytes)], options);
  const head = stdout.indexOf('\n');
  const [inode, size] = stdout.slice(0, head).split(' ').map(Number);
  const file =
    exitCode === 0
      ? { path: probe.file, exists: true, inode, size, content: stdout.slice(head + 1) }
      : { path: probe.file, exists: false };
  return { subject, state: 'found', values: { file }, objects: [] };
}

/**
 * Runs `work` while a random line is at the end of a node's file. The line is removed in the background afterwards; only the next mark and
 * `marksGone` wait for that. The file keeps its inode. Undefined when there is no such plain file. A file that was written meanwhile is left alone.
 */
export async function withMark<T>(
  view: View,
  path: string,
  work: () => Promise<T>,
): Promise<{ result: T; mark: string } | undefined> {
  // Two marks in one file at a time would keep each other from being removed.
  const before = marksGone(view.node);
  const { promise, resolve: gone } = Promise.withResolvers<void>();
  turns.set(view.node, promise);
  await before;
  let taken: Promise<void> | undefined;
  try {
    const mark = `drydock-${randomBytes(6).toString('hex')}`;
    const line = `<!-- ${mark} -->`;
    const size = await writeLine(view, path, line);
    if (size === undefined) return undefined;
    try {
      return { result: await work(), mark };
    } finally {
      taken = takeLine(view, path, line, size);
    }
  } finally {
    gone(taken);
  }
}

/** The last mark of each node, resolved when it is gone. */
const turns = new WeakMap<OpenNode, Promise<void>>();

/** Resolves when no file of the node holds a mark any more. */
export async function marksGone(node: OpenNode): Promise<void> {
  await turns.get(node);
}

/** Returns the size before; undefined when there is no such file. */
async function writeLine(view: View, path: string, line: string): Promise<string | undefined> {
  const append = '[ -f "$1" ] || exit 44; stat -L -c %s -- "$1" && printf "%s\\n" "$2" >> "$1"';
  const options = { timeoutMs, ...(view.signal && { signal: view.signal }) };
  const { exitCode, stdout } = await (await view.node()).exec(['sh', '-c', append, 'sh', path, line], options);
  return exitCode === 0 ? stdout.trim() : undefined;
}

/** Runs for a cancelled check too. Tries twice, for a machine that was too busy; a node that accepts no commands fails the next check. */
async function takeLine(view: View, path: string, line: string, size: string): Promise<void> {
  const restore =
    'size=$(stat -L -c %s -- "$1") && [ "$size" -eq "$(($2 + ${#3} + 1))" ] && [ "$(tail -c "$((${#3} + 1))" -- "$1")" = "$3" ] && truncate -s "$2" -- "$1"';
  const take = async (): Promise<unknown> =>
    (await view.node()).exec(['sh', '-c', restore, 'sh', path, size, line], { timeoutMs });
  await take()
    .catch(take)
    .catch(() => undefined);
}
