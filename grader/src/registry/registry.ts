import { hash } from 'bcryptjs';
import type { Lab } from '@drydock/lab';
import { fillParameters } from '@drydock/model';
import { type CourseImage, courseImage } from './course-image.ts';
import type { OpenNode } from '../node.ts';
import { applicationFiles } from './registry-image.ts';
import { fail } from '../text/fail.ts';

/** The private registry of a sandbox, out of the student's reach; provided by the maker of the sandbox. */
export interface RegistryAccess {
  /** Starts it with this account and these files of distribution's storage, in place of what was there. */
  start(
    content: {
      /** Without it everybody may pull. */
      htpasswd?: string;
      files: Readonly<Record<string, string | Uint8Array>>;
      /** Files that are the content of these digests in the nodes' own image store. */
      blobs?: Readonly<Record<string, string>>;
    },
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

/** What a private registry holds: the account `student`, an image that answers `/whoami` with the token, and others of the course. */
export interface RegistryContent {
  /** Everybody may pull where there is no account. */
  readonly password: string | undefined;
  /** Without it there is no such image. */
  readonly token: string | undefined;
  /** An attempt's image is its own: `student/app-<token>:v1`. */
  readonly repository?: string;
  readonly images?: readonly CourseImage[];
}

/** Starts the private registry of a sandbox in place of what was there. */
export async function startRegistry(
  openRegistry: OpenRegistry,
  openNode: OpenNode,
  { password, token, repository = `student/app-${token}`, images = [] }: RegistryContent,
  signal: AbortSignal,
): Promise<void> {
  const [registry, program, secret, ...stored] = await Promise.all([
    openRegistry(),
    token === undefined ? undefined : readProgram(openNode, signal),
    password === undefined ? undefined : hash(password, bcryptRounds),
    ...images.map(async (image) => courseImage(openNode, image, signal)),
  ]);
  const application = program && token !== undefined ? applicationFiles({ ...program, token, repository }) : {};
  const files = Object.assign({}, application, ...stored.map((image) => image.files));
  const blobs = Object.assign({}, ...stored.map((image) => image.blobs));
  await registry.start({ ...(secret !== undefined && { htpasswd: `student:${secret}\n` }), files, blobs }, { signal });
}

/** Returns what the registry of a lab's attempt holds: what its frontmatter asks for, and its application where it draws a token. */
export function registryOf(
  { registryContent }: Pick<Lab, 'registryContent'>,
  parameters: Readonly<Record<string, string>>,
): RegistryContent {
  const { access = 'account', images = {} } = registryContent ?? {};
  return {
    password: access === 'anonymous' ? undefined : (parameters['password'] ?? ''),
    token: parameters['token'] ?? (registryContent ? undefined : ''),
    images: Object.entries(images).map(([name, from]) => ({ name: fillParameters(name, parameters), from })),
  };
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
