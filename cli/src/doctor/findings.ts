import { isAtLeast } from '@drydock/host';
import type { HostRequirements, UnmetNeed } from '@drydock/sandbox';
import type { HostFacts } from '../setup/host/facts.ts';
import { oldestGo } from '../setup/plan.ts';

/** One problem of a host with its remedy; `blocks` means no cluster can start before it is fixed. */
export interface Finding {
  readonly id: string;
  readonly message: string;
  readonly fix: string;
  readonly severity: 'blocks' | 'warns';
}

/** The ports a run wants on this machine and which of them something else holds. */
export type PortUse = ReadonlyMap<number, 'free' | 'taken'>;

const gibibyte = 2 ** 30;
const install =
  'Run `npm start -- --yes` as root on Debian and it is installed, or install it with the tools of this system.';

/** What a host is judged by. */
export interface HostQuestion {
  /** What the chosen driver needs. */
  readonly requirements: HostRequirements;
  readonly ports?: PortUse;
  /** What the driver's own preflight found. */
  readonly unmet?: readonly UnmetNeed[];
}

/** Returns every problem of a host at once, the blocking ones first; empty on a host that is ready. */
export function findProblems(
  facts: HostFacts,
  { requirements, ports = new Map(), unmet = [] }: HostQuestion,
): readonly Finding[] {
  const read = [
    ...platformFindings(facts),
    ...dockerFindings(facts, requirements),
    ...makerFindings(facts, requirements),
    ...toolFindings(facts),
    ...spaceFindings(facts),
    ...kernelFindings(facts, requirements),
    ...deepFreezeFindings(facts),
    ...portFindings(ports),
  ];
  const all = withNeeds(read, unmet);
  return [...all.filter((found) => found.severity === 'blocks'), ...all.filter((found) => found.severity === 'warns')];
}

/** What was tried comes before what was read: it replaces a mere warning about the same thing, and is left out where the same thing blocks already. */
function withNeeds(read: readonly Finding[], unmet: readonly UnmetNeed[]): readonly Finding[] {
  const isAbout = (found: Finding, need: string) => found.id === need || found.id.startsWith(`${need}-`);
  const blocked = read.filter(({ severity }) => severity === 'blocks');
  const tried = unmet
    .filter(({ need }) => need !== 'images' && !blocked.some((found) => isAbout(found, need)))
    .map(({ need, message, fix }) => blocks(need, message, fix));
  const images = unmet.some(({ need }) => need === 'images')
    ? [warns('images', 'Not all images are built yet.', '`npm start` builds them, or `npx drydock images build`.')]
    : [];
  return [...read.filter((found) => !tried.some(({ id }) => isAbout(found, id))), ...tried, ...images];
}

function platformFindings(facts: HostFacts): Finding[] {
  if (facts.platform === 'linux') return [];
  return [
    blocks(
      'platform',
      `Drydock runs its clusters on Linux; this is ${facts.platform}.`,
      'Run it in a Linux virtual machine or under WSL 2.',
    ),
  ];
}

function dockerFindings(
  { docker, isRoot, hasSystemd, hasDockerDaemonBinary }: HostFacts,
  { programs }: HostRequirements,
): Finding[] {
  const oldest = programs['docker'];
  if (oldest === undefined) return [];
  if (docker.serverVersion !== undefined) {
    if (isAtLeast(docker.serverVersion, oldest)) return [];
    return [
      blocks(
        'docker-old',
        `Docker ${docker.serverVersion} is too old; ${oldest} or newer is needed.`,
        'Remove the old Docker packages and run `npm start -- --yes`: it installs Docker from Debian sid, pinned so that nothing else changes.',
      ),
    ];
  }
  if (!hasDockerDaemonBinary && docker.error === undefined) {
    return [blocks('docker-missing', 'Docker is not installed.', install)];
  }
  if (/permission denied/i.test(docker.error ?? '')) {
    return [
      blocks(
        'docker-permission',
        `Docker refuses this user: ${docker.error}`,
        'Add yourself to the docker group (`sudo usermod -aG docker "$USER"`), then log in again.',
      ),
    ];
  }
  if (!hasDockerDaemonBinary) {
    return [
      blocks('docker-missing', `There is a docker command but no daemon behind it: ${docker.error ?? ''}`, install),
    ];
  }
  const start = hasSystemd ? '`sudo systemctl enable --now docker`' : isRoot ? '`npm start`' : '`sudo npm start`';
  return [
    blocks(
      'docker-stopped',
      `Docker is installed but its daemon does not answer: ${docker.error ?? 'no answer'}`,
      `Start it: ${start}.`,
    ),
  ];
}

function makerFindings({ kindVersion, minikubeVersion }: HostFacts, { programs }: HostRequirements): Finding[] {
  const get = 'Install it from https://minikube.sigs.k8s.io/docs/start/, or unset DRYDOCK_DRIVER to use kind.';
  const makers = [
    { name: 'kind', version: kindVersion, fix: install },
    { name: 'minikube', version: minikubeVersion, fix: get },
  ];
  return makers.flatMap(({ name, version, fix }) => {
    const oldest = programs[name];
    if (oldest === undefined || isAtLeast(version, oldest)) return [];
    const old = `${name} ${version} is too old; ${oldest} or newer is needed.`;
    return [version ? blocks(`${name}-old`, old, fix) : blocks(`${name}-missing`, `${name} is not installed.`, fix)];
  });
}

function toolFindings(facts: HostFacts): Finding[] {
  const found: Finding[] = [];
  const offline = 'It is needed only where the node image cannot be pulled and is built here.';
  if (!isAtLeast(facts.goVersion, oldestGo)) {
    const what = facts.goVersion === undefined ? 'Go is not installed.' : `Go ${facts.goVersion} is too old.`;
    found.push(warns('go-missing', `${what} ${offline}`, install));
  }
  for (const name of ['mmdebstrap', 'zstd']) {
    if (!facts.commands.has(name))
      found.push(warns(`${name}-missing`, `${name} is not installed. ${offline}`, install));
  }
  if (!facts.commands.has('chromium')) {
    const message = 'Chromium is not installed. Only `npm test` needs it.';
    found.push(warns('chromium-missing', message, '`npm test` installs it on Debian.'));
  }
  return found;
}

function spaceFindings({ disks, memoryBytes }: HostFacts): Finding[] {
  const found: Finding[] = [];
  for (const { use, folder, freeBytes } of disks) {
    const free = `${(freeBytes / gibibyte).toFixed(1)} GiB are free at ${folder} for ${use}`;
    const need = use === 'data' ? 1 : 12;
    const fix = `Free ${need} GiB there${use === 'Docker' ? ' (`docker system df` shows what Docker keeps)' : ', or point XDG_CACHE_HOME or DRYDOCK_DATA at a larger disk'}.`;
    if (freeBytes < (need / 3) * gibibyte) found.push(blocks(`disk-${slug(use)}`, `Only ${free}.`, fix));
    else if (freeBytes < need * gibibyte)
      found.push(warns(`disk-${slug(use)}`, `Only ${free}; a first build may fill it.`, fix));
  }
  const memory = `This machine has ${(memoryBytes / gibibyte).toFixed(1)} GiB of memory`;
  if (memoryBytes < 1.8 * gibibyte) {
    found.push(blocks('memory', `${memory}; one cluster needs 2 GiB.`, 'Give the machine at least 4 GiB.'));
  } else if (memoryBytes < 3.8 * gibibyte) {
    found.push(
      warns('memory', `${memory}; that is enough for one cluster and no more.`, 'Give the machine 4 GiB or more.'),
    );
  }
  return found;
}

const neededControllers = ['cpu', 'cpuset', 'memory', 'pids'] as const;

function kernelFindings({ cgroup, inotify, hasOverlay }: HostFacts, requirements: HostRequirements): Finding[] {
  const instances = requirements.inotify.instances.enough;
  const watches = requirements.inotify.watches.enough;
  const found: Finding[] = [];
  const missing = neededControllers.filter((name) => !cgroup.controllers.includes(name));
  if (cgroup.version === 0) {
    found.push(
      blocks(
        'cgroup-missing',
        'No cgroup file system is mounted at /sys/fs/cgroup.',
        'Mount it: `mount -t cgroup2 none /sys/fs/cgroup`.',
      ),
    );
  } else if (missing.length > 0) {
    found.push(
      blocks(
        'cgroup-controllers',
        `cgroup v${cgroup.version} lacks the controllers ${missing.join(', ')}.`,
        'Enable them on the kernel command line (`cgroup_enable=memory`) or in the settings of the container this machine is.',
      ),
    );
  }
  if (inotify.instances < instances || inotify.watches < watches) {
    found.push(
      warns(
        'inotify',
        `The inotify limits are low (${inotify.instances} instances, ${inotify.watches} watches); several clusters at once fail with "too many open files".`,
        `\`sudo sysctl fs.inotify.max_user_instances=${instances} fs.inotify.max_user_watches=${watches}\`; \`npm start\` as root does it.`,
      ),
    );
  }
  if (!hasOverlay) {
    found.push(blocks('overlay', 'The kernel has no overlay file system.', 'Load it: `sudo modprobe overlay`.'));
  }
  return found;
}

/** Without it a frozen sandbox keeps all its memory: half a gibibyte instead of an eighth. */
export function deepFreezeFindings({ deepFreezeLack }: Pick<HostFacts, 'deepFreezeLack'>): Finding[] {
  if (deepFreezeLack === undefined) return [];
  const kept = 'Frozen sandboxes keep all their memory (0.5 GiB each instead of 0.13)';
  const found: Readonly<Record<typeof deepFreezeLack, readonly [string, string]>> = {
    root: [`${kept}: only root may put it into compressed swap.`, 'Run Drydock as root where many sandboxes are kept.'],
    swap: [
      `${kept}: this machine has no swap that is compressed in memory.`,
      '`npx drydock doctor --fix` as root adds it (zram), and so does `npm start` as root. Without the kernel module (`modprobe zram`) sandboxes are only paused.',
    ],
    reclaim: [
      `${kept}: this kernel gives no memory back when asked.`,
      'Use Linux 5.19 or newer, with the memory controller of cgroups.',
    ],
  };
  return [warns('deep-freeze', ...found[deepFreezeLack])];
}

function portFindings(ports: PortUse): Finding[] {
  return [...ports].flatMap(([port, use]) =>
    use === 'free'
      ? []
      : [
          warns(
            `port-${port}`,
            `Port ${port} is taken by another program (or by a Drydock that is running).`,
            `Choose another: \`npm start -- --port ${port + 1}\`.`,
          ),
        ],
  );
}

function blocks(id: string, message: string, fix: string): Finding {
  return { id, message, fix, severity: 'blocks' };
}

function warns(id: string, message: string, fix: string): Finding {
  return { id, message, fix, severity: 'warns' };
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
