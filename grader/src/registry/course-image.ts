import { z } from 'zod';
import type { OpenNode } from '../node.ts';
import { fail } from '../text/fail.ts';
import { blobPath, digestOf, storedImage, type StoredFiles } from './stored-image.ts';

/** An image that a lab puts into its registry: `repository:tag`, and which of the course's images it is made of. */
export interface CourseImage {
  readonly name: string;
  readonly from: string;
}

/** An image as the registry is given it: files, and layers that are taken from a node by their digest. */
export interface StoredImage {
  readonly files: StoredFiles;
  readonly blobs: Readonly<Record<string, string>>;
}

const Part = z.looseObject({ digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) });
const Index = z.looseObject({ manifests: z.array(Part).min(1) });
const Manifest = z.looseObject({ config: Part, layers: z.array(Part) });
const Config = z.looseObject({
  config: z.looseObject({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
});

const commandMs = 30_000;

/**
 * Makes an image out of one that every node has. It says in a label what it is called, so its digests are its own: no node has it before it is pulled, and two tags are two
 * images. Its layers are those of the course's image.
 */
export async function courseImage(
  openNode: OpenNode,
  { name, from }: CourseImage,
  signal: AbortSignal,
): Promise<StoredImage> {
  const node = await openNode();
  const ask = async (script: string, argument: string): Promise<string> => {
    const argv = ['bash', '-c', `set -o pipefail; ${script}`, 'bash', argument];
    const { exitCode, stdout, stderr } = await node.exec(argv, { timeoutMs: commandMs, signal });
    if (exitCode !== 0 || stdout.trim() === '') throw notRead(from, stderr.slice(-300));
    return stdout.trim();
  };
  const get = async <T>(digest: string, schema: z.ZodType<T>): Promise<T> => {
    const found = schema.safeParse(JSON.parse(await ask('ctr -n k8s.io content get "$1"', digest)));
    if (!found.success) throw notRead(from, z.prettifyError(found.error));
    return found.data;
  };
  const top = await ask(`ctr -n k8s.io images ls "name==$1" | awk 'NR == 2 { print $3 }'`, from);
  const index = await get(top, z.union([Index, Manifest]));
  const manifest =
    'manifests' in index ? await get(Index.parse(index).manifests[0]?.digest ?? '', Manifest) : Manifest.parse(index);
  const config = await get(manifest.config.digest, Config);
  const { Labels } = config.config ?? {};
  const ownConfig = Buffer.from(
    JSON.stringify({ ...config, config: { ...config.config, Labels: { ...Labels, 'local.course.image': name } } }),
  );
  return store(name, manifest, ownConfig);
}

function store(name: string, manifest: z.infer<typeof Manifest>, config: Uint8Array): StoredImage {
  const [, repository = '', tag = ''] = /^(.*):([^:]*)$/.exec(name) ?? [];
  const own = { ...manifest.config, digest: digestOf(config), size: config.length };
  const layers = manifest.layers.map(({ digest }) => digest);
  const files = storedImage({
    repository,
    tag,
    manifest: Buffer.from(JSON.stringify({ ...manifest, config: own })),
    config,
    layers,
  });
  return { files, blobs: Object.fromEntries(layers.map((digest) => [blobPath(digest), digest])) };
}

function notRead(image: string, reason: string): Error {
  return fail('command_failed', (text) => text.noCourseImage(image, reason));
}
