import { constants, existsSync } from 'node:fs';
import { access, readFile, statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { runToEnd } from '@drydock/host';
import { quoteCause } from '@drydock/model';
import type { DeepFreezeLack } from '@drydock/sandbox';
import { cacheFolder, dataFolder } from '../paths.ts';
import { readCgroups, type CgroupFacts } from './cgroups.ts';

/** What was read of a host in one look; every decision of set-up and doctor is made from these values alone. */
export interface HostFacts {
  readonly platform: string;
  readonly isRoot: boolean;
  /** `debian`, `ubuntu`, … and the codename, out of /etc/os-release. */
  readonly distribution: string;
  readonly hasSystemd: boolean;
  readonly isContainerOrVm: boolean;
  readonly docker: { readonly clientVersion?: string; readonly serverVersion?: string; readonly error?: string };
  readonly hasDockerDaemonBinary: boolean;
  /** Whether `docker compose` is there. */
  readonly hasCompose: boolean;
  /** Whether Python can make a place for packages of its own (`python3 -m venv`). */
  readonly hasPythonVenv: boolean;
  readonly kindVersion?: string | undefined;
  readonly minikubeVersion?: string | undefined;
  readonly goVersion?: string | undefined;
  /** The set-up's commands that exist, by name; `ca-certificates` means its bundle. */
  readonly commands: ReadonlySet<string>;
  readonly fonts: { readonly cjk: boolean };
  readonly memoryBytes: number;
  readonly processors: number;
  /** Free space by purpose, with the folder that was measured. */
  readonly disks: readonly { readonly use: string; readonly folder: string; readonly freeBytes: number }[];
  readonly cgroup: CgroupFacts;
  readonly inotify: { readonly instances: number; readonly watches: number };
  readonly hasOverlay: boolean;
  /** What keeps this host from putting the memory of frozen sandboxes away; undefined when it can. */
  readonly deepFreezeLack?: DeepFreezeLack | undefined;
}

const authorities = '/etc/ssl/certs/ca-certificates.crt';
const commandNames = [
  'apt-get',
  'mmdebstrap',
  'zstd',
  'chromium',
  'iptables',
  'ip',
  'git',
  'tar',
  'systemd-detect-virt',
];

/** Reads the host without changing anything; a thing that cannot be read is absent in the answer. */
export async function readFacts(data = dataFolder()): Promise<HostFacts> {
  const { deepFreezeLack } = await import('@drydock/sandbox');
  const found = await Promise.all(commandNames.map(async (name) => ((await findCommand(name)) ? name : undefined)));
  const [docker, compose, venv, kind, minikube, go, osRelease, cgroup, overlay, dockerd] = await Promise.all([
    readDocker(),
    runToEnd('docker', ['compose', 'version'], { timeoutMs: 10_000 }),
    runToEnd('python3', ['-c', 'import ensurepip, venv'], { timeoutMs: 10_000 }),
    firstMatch('kind', ['version'], /v?(\d+\.\d+\.\d+)/),
    firstMatch('minikube', ['version', '--short'], /v?(\d+\.\d+\.\d+)/),
    firstMatch('go', ['version'], /go(\d+\.\d+(?:\.\d+)?)/, { GOTOOLCHAIN: 'local' }),
    readText('/etc/os-release'),
    readCgroups(),
    readText('/proc/filesystems'),
    findCommand('dockerd'),
  ]);
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    distribution: `${field(osRelease, 'ID')} ${field(osRelease, 'VERSION_CODENAME')}`.trim(),
    hasSystemd: existsSync('/run/systemd/system'),
    isContainerOrVm: await isContainerOrVm(),
    docker,
    hasDockerDaemonBinary: dockerd !== undefined,
    hasCompose: compose.exitCode === 0,
    hasPythonVenv: venv.exitCode === 0,
    ...(kind === undefined ? {} : { kindVersion: kind }),
    ...(minikube === undefined ? {} : { minikubeVersion: minikube }),
    ...(go === undefined ? {} : { goVersion: go }),
    commands: new Set([
      ...found.filter((name) => name !== undefined),
      ...(existsSync(authorities) ? ['ca-certificates'] : []),
    ]),
    fonts: { cjk: existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc') },
    memoryBytes: totalmem(),
    processors: availableParallelism(),
    disks: await readDisks(data),
    cgroup,
    inotify: {
      instances: Number(await readText('/proc/sys/fs/inotify/max_user_instances')) || 0,
      watches: Number(await readText('/proc/sys/fs/inotify/max_user_watches')) || 0,
    },
    deepFreezeLack: deepFreezeLack(),
    hasOverlay: /\boverlay\b/.test(overlay) || existsSync('/sys/module/overlay'),
  };
}

/** The first file of that name on the PATH (with the system's own folders added) that may be executed. */
export async function findCommand(name: string): Promise<string | undefined> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  for (const folder of folders.filter(Boolean)) {
    const file = join(folder, name);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}

async function readDocker(): Promise<HostFacts['docker']> {
  const answer = await runToEnd('docker', ['version', '--format', '{{.Client.Version}} {{.Server.Version}}'], {
    timeoutMs: 10_000,
  });
  if (answer.ended === 'missing') return {};
  const [client, server] = answer.stdout.trim().split(' ');
  return {
    ...(client ? { clientVersion: client } : {}),
    ...(answer.exitCode === 0 && server
      ? { serverVersion: server }
      : { error: quoteCause(answer.stderr) ?? answer.stderr.trim() }),
  };
}

async function firstMatch(
  command: string,
  args: readonly string[],
  pattern: RegExp,
  env: NodeJS.ProcessEnv = {},
): Promise<string | undefined> {
  const answer = await runToEnd(command, args, { timeoutMs: 10_000, env });
  return answer.exitCode === 0 ? pattern.exec(answer.stdout)?.[1] : undefined;
}

async function readDisks(data: string): Promise<HostFacts['disks']> {
  const docker = await runToEnd('docker', ['info', '--format', '{{.DockerRootDir}}'], { timeoutMs: 10_000 });
  const wanted = [
    { use: 'images and builds', folder: cacheFolder() },
    { use: 'data', folder: data },
    { use: 'Docker', folder: (docker.exitCode === 0 && docker.stdout.trim()) || '/var/lib/docker' },
  ];
  return Promise.all(
    wanted.map(async ({ use, folder }) => {
      let asked = folder;
      while (!existsSync(asked)) asked = dirname(asked);
      const { bavail, bsize } = await statfs(asked);
      return { use, folder: asked, freeBytes: bavail * bsize };
    }),
  );
}

async function isContainerOrVm(): Promise<boolean> {
  if (existsSync('/.dockerenv') || existsSync('/run/.containerenv')) return true;
  if (/\bhypervisor\b/.test(await readText('/proc/cpuinfo'))) return true;
  const virtual = await runToEnd('systemd-detect-virt', [], { timeoutMs: 5_000 });
  return virtual.exitCode === 0;
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

function field(text: string, name: string): string {
  return new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
}
