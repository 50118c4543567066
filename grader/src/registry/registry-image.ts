import { createHash } from 'node:crypto';
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
 * The application's image, as the files in which distribution keeps its repository with the one tag v1
 * (https://distribution.github.io/distribution/storage-drivers/filesystem/). It answers `/whoami` on port 8080 with the token.
 */
export function applicationFiles({
  busybox,
  architecture,
  token,
  repository,
}: Application): Record<string, Uint8Array | string> {
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
  const root = 'docker/registry/v2';
  const folder = `${root}/repositories/${repository}`;
  const link = digestOf(manifest);
  const tag = `${folder}/_manifests/tags/v1`;
  return {
    ...Object.fromEntries([layer, config, manifest].map((blob) => [`${root}/blobs/${folderOf(blob)}/data`, blob])),
    ...Object.fromEntries(
      [layer, config].map((blob) => [`${folder}/_layers/sha256/${hexOf(blob)}/link`, digestOf(blob)]),
    ),
    [`${folder}/_manifests/revisions/sha256/${hexOf(manifest)}/link`]: link,
    [`${tag}/index/sha256/${hexOf(manifest)}/link`]: link,
    [`${tag}/current/link`]: link,
  };
}

function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function hexOf(blob: Uint8Array): string {
  return createHash('sha256').update(blob).digest('hex');
}

function digestOf(blob: Uint8Array): string {
  return `sha256:${hexOf(blob)}`;
}

function folderOf(blob: Uint8Array): string {
  const hex = hexOf(blob);
  return `sha256/${hex.slice(0, 2)}/${hex}`;
}
