import { createHash } from 'node:crypto';

/** Files of distribution's storage by their path in it. */
export type StoredFiles = Readonly<Record<string, Uint8Array | string>>;

/** An image in one tag of a repository, with its manifest and configuration. Its layers are stored by whoever has them. */
export interface ImageToStore {
  readonly repository: string;
  readonly tag: string;
  readonly manifest: Uint8Array;
  readonly config: Uint8Array;
  /** The digests of its layers. */
  readonly layers: readonly string[];
}

const root = 'docker/registry/v2';

/** Returns the files by which distribution knows an image (https://distribution.github.io/distribution/storage-drivers/filesystem/). */
export function storedImage({ repository, tag, manifest, config, layers }: ImageToStore): StoredFiles {
  const folder = `${root}/repositories/${repository}`;
  const link = digestOf(manifest);
  const tagged = `${folder}/_manifests/tags/${tag}`;
  return {
    [blobPath(link)]: manifest,
    [blobPath(digestOf(config))]: config,
    ...Object.fromEntries(
      [...layers, digestOf(config)].map((digest) => [`${folder}/_layers/sha256/${hexOf(digest)}/link`, digest]),
    ),
    [`${folder}/_manifests/revisions/sha256/${hexOf(link)}/link`]: link,
    [`${tagged}/index/sha256/${hexOf(link)}/link`]: link,
    [`${tagged}/current/link`]: link,
  };
}

/** Returns where the content of a digest is stored. */
export function blobPath(digest: string): string {
  const hex = hexOf(digest);
  return `${root}/blobs/sha256/${hex.slice(0, 2)}/${hex}/data`;
}

export function digestOf(blob: Uint8Array): string {
  return `sha256:${createHash('sha256').update(blob).digest('hex')}`;
}

function hexOf(digest: string): string {
  return digest.slice('sha256:'.length);
}
