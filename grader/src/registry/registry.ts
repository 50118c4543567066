import { hash } from 'bcryptjs';
import type { OpenNode } from '../node.ts';
import { applicationFiles } from './registry-image.ts';
import { fail } from '../text/fail.ts';

/** The private registry of a sandbox, out of the student's reach; provided by the maker of the sandbox. */
export interface RegistryAccess {
  /** Starts it with this account and these files of distribution's storage, in place of what was there. */
  start(
    content: { htpasswd: string; files: Readonly<Record<string, string | Uint8Array>> },
    options: { signal: AbortSignal },
  ): Promise<void>;
  /** What it wrote since then, its access log among it; with `of` only lines that hold this text, chosen before any limit. */
  log(options: { since: Date; of?: string; signal?: AbortSignal }): Promise<string>;
  /** Removes it with all images that nodes have from it; does nothing when there is no registry. */
  stop(options: { signal: AbortSignal }): Promise<void>;
}

export type OpenRegistry = () => Promise<RegistryAccess>;

/** The cost that is enough for a password drawn at random. */
const bcryptRounds = 8;

/** What a private registry holds: the account `student`, and one image that answers `/whoami` with the token. */
export interface RegistryContent {
  readonly password: string;
  readonly token: string;
  /** An attempt's image is its own: `student/app-<token>:v1`. */
  readonly repository?: string;
}

/** Starts the private registry of a sandbox in place of what was there. */
export async function startRegistry(
  openRegistry: OpenRegistry,
  openNode: OpenNode,
  { password, token, repository = `student/app-${token}` }: RegistryContent,
  signal: AbortSignal,
): Promise<void> {
  const [registry, program, secret] = await Promise.all([
    openRegistry(),
    readProgram(openNode, signal),
    hash(password, bcryptRounds),
  ]);
  const files = applicationFiles({ ...program, token, repository });
  await registry.start({ htpasswd: `student:${secret}\n`, files }, { signal });
}

/** Stands in for the registry of a cluster that has none: rejects when a lab needs it. */
export async function noRegistry(): Promise<never> {
  throw fail('forbidden', (text) => text.noRegistry);
}

/**
 * Takes busybox, which is one static file, out of the lab image that every node has. A student who is root there could have changed it, and would then have another
 * program in the own image: what counts is the token beside it and the registry's log.
 */
async function readProgram(
  openNode: OpenNode,
  signal: AbortSignal,
): Promise<{ busybox: Uint8Array; architecture: string }> {
  const script = `set -e
image=$(ctr -n k8s.io images ls -q | grep '^course.local/busybox:' | head -n 1)
folder=$(mktemp -d)
ctr -n k8s.io images mount "$image" "$folder" >/dev/null
uname -m
base64 -w 0 "$folder/bin/busybox"
ctr -n k8s.io images unmount --rm "$folder" >/dev/null
rmdir "$folder" 2>/dev/null || true`;
  const node = await openNode();
  const { exitCode, stdout, stderr } = await node.exec(['bash', '-c', script], { timeoutMs: 60_000, signal });
  const [machine = '', program = ''] = stdout.split('\n');
  if (exitCode === 0 && program !== '')
    return { busybox: Buffer.from(program, 'base64'), architecture: machine === 'aarch64' ? 'arm64' : 'amd64' };
  throw fail('command_failed', (text) => text.noRegistryImage(stderr.slice(-300)));
}
