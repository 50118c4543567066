import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ClusterMaker } from './cluster-maker.ts';
import type { Hardening } from '../../hardening.ts';

/** What a driver on Docker needs to know; nothing is read from the environment. */
export interface DockerDriverOptions {
  /** Image references that are on this host already: the driver never pulls. */
  readonly images: { readonly node: string; readonly workspace: string; readonly registry: string };
  /** A folder of this installation, on a local disk: agent sockets and keys of its sandboxes. Its path identifies the installation. */
  readonly runDirectory: string;
  /** The folder of Docker's settings, `~/.docker` when not given: their proxies stay out of the nodes. */
  readonly dockerConfig?: string | undefined;
  /** The limits of one workspace. */
  readonly workspaceLimits?: { readonly memoryBytes: number; readonly cpus: number; readonly processes: number };
  /** The limits of one node container; they hold back a runaway Pod, not an honest one. */
  readonly nodeLimits?: { readonly memoryBytes: number; readonly processes: number };
  /** How long a cluster may take from nothing to ready. */
  readonly createTimeoutMs?: number;
  /** What students do not get, so that they can share this host. */
  readonly hardening?: Hardening | undefined;
}

/** The options with all defaults, and what follows from them. */
export interface DockerSettings extends Required<Omit<DockerDriverOptions, 'dockerConfig' | 'hardening'>> {
  readonly maker: ClusterMaker;
  readonly dockerConfig: string;
  readonly hardening: Hardening | undefined;
  /** The installation, on the labels of what it makes. */
  readonly instance: string;
}

export function settingsOf(maker: ClusterMaker, options: DockerDriverOptions): DockerSettings {
  const runDirectory = resolve(options.runDirectory);
  const { hardening } = options;
  return {
    maker: hardening ? { ...maker, info: hardening.narrow(maker.info) } : maker,
    hardening,
    images: options.images,
    runDirectory,
    dockerConfig: resolve(options.dockerConfig ?? join(homedir(), '.docker')),
    instance: createHash('sha256').update(runDirectory).digest('hex').slice(0, 12),
    workspaceLimits: options.workspaceLimits ?? { memoryBytes: 1024 ** 3, cpus: 1, processes: 512 },
    nodeLimits: options.nodeLimits ?? { memoryBytes: 4 * 1024 ** 3, processes: 8192 },
    createTimeoutMs: options.createTimeoutMs ?? 300_000,
  };
}

/** The folder that the workspace sees as /run/drydock; the agent's socket is in it. */
export function agentDirectory(settings: DockerSettings, id: string): string {
  return join(settings.runDirectory, id);
}

/** The folder of what the workspace must never see: the keys of both identities and the mark of an unclaimed sandbox. */
export function keyDirectory(settings: DockerSettings, id: string): string {
  return join(settings.runDirectory, '.keys', id);
}

/** The folder of layers of images that the registries of all sandboxes share. */
export function layersDirectory(settings: DockerSettings): string {
  return join(settings.runDirectory, '.layers');
}

/** The folder of what the private registry holds; only its container sees it, and only to read. */
export function registryDirectory(settings: DockerSettings, id: string): string {
  return join(keyDirectory(settings, id), 'registry');
}
