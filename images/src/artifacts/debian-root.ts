import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CourseError } from '@drydock/model';
import { filesArtifact, type BuildContext, type FilesArtifact } from '../artifact.ts';
import { atLeast, upstreamVersion } from '../versions/debian-version.ts';
import { versions } from '../versions/versions.ts';

/** File name of the root file system inside its artifact. */
const rootArchive = 'root.tar.zst';

const { mirror, suite, newerSuite, newerPackages } = versions.debian;
const newerNames = Object.keys(newerPackages).toSorted();

const withoutPapers = ['/usr/share/doc/*', '/usr/share/info/*', '/usr/share/man/*', '/usr/share/locale/*'].map(
  (path) => `--dpkgopt=path-exclude=${path}`,
);

const preferences = [
  'Package: *',
  `Pin: release n=${newerSuite}`,
  'Pin-Priority: 50',
  '',
  `Package: ${newerNames.join(' ')}`,
  `Pin: release n=${newerSuite}`,
  'Pin-Priority: 990',
  '',
].join('\n');

interface Root {
  readonly id: string;
  readonly title: string;
  readonly packages: readonly string[];
  readonly newer: boolean;
}

/** A Debian root file system made by mmdebstrap, as one compressed archive with the list of its packages beside it. */
function debianRoot({ id, title, packages, newer }: Root): FilesArtifact {
  const sources = [`deb ${mirror} ${suite} main`, ...(newer ? [`deb ${mirror} ${newerSuite} main`] : [])];
  const args = [
    '--variant=minbase',
    `--include=${packages.toSorted().join(',')}`,
    '--aptopt=Acquire::Check-Valid-Until "false"',
    '--aptopt=APT::Install-Recommends "false"',
    ...withoutPapers,
  ];
  return filesArtifact({
    id,
    title,
    recipe: { args, sources, preferences: newer ? preferences : '', newerPackages: newer ? newerPackages : {} },
    build: async (context, out) => {
      const pins = join(context.scratch, 'preferences');
      await writeFile(pins, preferences);
      const list = join(out, 'packages.txt');
      const hooks = [
        ...(newer ? [`--setup-hook=install -D -m 644 ${pins} "$1/etc/apt/preferences.d/drydock"`] : []),
        `--customize-hook=chroot "$1" dpkg-query -W -f '\${Package} \${Version}\\n' > ${list}`,
        '--customize-hook=rm -f "$1/etc/machine-id" "$1/etc/hostname" "$1/etc/resolv.conf"',
      ];
      await context.run('mmdebstrap', [...args, ...hooks, suite, join(out, rootArchive), ...sources]);
      if (newer) await checkMinimums(list);
    },
  });
}

async function checkMinimums(list: string): Promise<void> {
  const installed = new Map<string, string>();
  for (const line of (await readFile(list, 'utf8')).split('\n')) {
    const [name = '', version = ''] = line.split(' ');
    installed.set(name, upstreamVersion(version));
  }
  for (const [name, minimum] of Object.entries(newerPackages)) {
    const found = installed.get(name);
    if (found !== undefined && atLeast(found, minimum)) continue;
    throw new CourseError(
      'build_failed',
      `The node needs ${name} ${minimum} or newer, but Debian ${newerSuite} gave ${found ?? 'none'}.`,
      'Run `apt-get update` on a mirror that is up to date, or change debian.newerPackages in images/versions.json.',
    );
  }
}

/** The small Debian under every image that is not a single static program. */
export const baseRoot = debianRoot({
  id: 'debian-base',
  title: `Install Debian ${suite} for the small base`,
  packages: ['ca-certificates'],
  newer: false,
});

const nodePackages =
  `systemd systemd-sysv dbus ca-certificates iproute2 iptables nftables kmod procps conntrack socat ethtool
  util-linux mount jq curl bash gawk tar gzip zstd dropbear-bin`.split(/\s+/);

/** The Debian of a built node: systemd from the stable suite, the container runtime from the newer one. */
export const nodeRoot = debianRoot({
  id: 'debian-node',
  title: `Install Debian ${suite} for the node`,
  packages: [...nodePackages, ...newerNames],
  newer: true,
});

/** What minikube needs on a node beside what is there; some of its files are copied. */
export const minikubeRoot = debianRoot({
  id: 'debian-minikube',
  title: 'Install sudo and scp for the base image of minikube',
  packages: ['sudo', 'openssh-client'],
  newer: false,
});

/** Loads a root file system into Docker as an image of one layer. */
export async function importRoot(
  context: BuildContext,
  root: FilesArtifact,
  ref: string,
  recipe: string,
): Promise<void> {
  const change = ['--change', `LABEL drydock.recipe=${recipe}`, '--change', 'CMD ["bash"]'];
  await context.run('docker', ['import', ...change, join(root.path(context.host), rootArchive), ref]);
}
