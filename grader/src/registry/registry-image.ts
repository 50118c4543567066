import { blobPath, digestOf, storedImage, type StoredFiles } from './stored-image.ts';
import { tar } from './tar.ts';

/** What the application of a registry is made of: one static program, and the token that only this image knows. */
export interface Application {
  readonly busybox: Uint8Array;
  /** As Go calls it: amd64, arm64. */
  readonly architecture: string;
  readonly token: string;
  /** The repository it is in. */
  readonly repository: string;
}

/**
 * The application's image, as the files in which distribution keeps its repository with the one tag v1. It answers `/whoami` on port 8080 with the token.
 */
export function applicationFiles({ busybox, architecture, token, repository }: Application): StoredFiles {
  const layer = tar([
    { path: 'bin' },
    { path: 'bin/busybox', content: busybox, isExecutable: true },
    { path: 'bin/sh', target: 'busybox' },
    { path: 'www' },
    { path: 'www/whoami', content: Buffer.from(`${token}\n`) },
  ]);
  const config = json({
    architecture,
    os: 'linux',
    config: { Env: ['PATH=/bin'], Cmd: ['/bin/busybox', 'httpd', '-f', '-p', '8080', '-h', '/www'] },
    rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
    history: [{ created_by: 'course' }],
  });
  const describe = (mediaType: string, blob: Uint8Array) => ({
    mediaType: `application/vnd.oci.image.${mediaType}`,
    digest: digestOf(blob),
    size: blob.length,
  });
  const manifest = json({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: describe('config.v1+json', config),
    layers: [describe('layer.v1.tar', layer)],
  });
  const image = { repository, tag: 'v1', manifest, config, layers: [digestOf(layer)] };
  return { ...storedImage(image), [blobPath(digestOf(layer))]: layer };
}

function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
