import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, runToEnd } from '@drydock/host';
import { dataFolder } from '../paths.ts';
import type { Update } from '../progress.ts';

const sidList = '/etc/apt/sources.list.d/drydock-sid.sources';
const sidPin = '/etc/apt/preferences.d/drydock-sid';
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** The source entry that makes Debian sid known to apt; its Release file may be older than its own expiry date on a mirror. */
export function sidSource(mirror: string): string {
  return [
    'Types: deb',
    `URIs: ${mirror}`,
    'Suites: sid',
    'Components: main',
    `Signed-By: ${keyring}`,
    'Check-Valid-Until: no',
    '',
  ].join('\n');
}

/** The pin that keeps everything not asked for by name at the host's own release. */
export const sidPinText = ['Package: *', 'Pin: release n=sid', 'Pin-Priority: 50', ''].join('\n');

/** Makes Debian sid known to apt at priority 50, from the mirror the host already uses, and reads the package lists. */
export async function addSid(update: Update, signal: AbortSignal): Promise<void> {
  const targets = await runToEnd('apt-get', ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages'], {
    signal,
  });
  await writeFile(sidPin, sidPinText);
  if (!existsSync(sidList)) await writeFile(sidList, sidSource(debianMirror(targets.stdout)));
  await apt(['update'], update, signal);
}

/** The host's own Debian mirror out of `apt-get indextargets`, else the public one. */
export function debianMirror(uris: string): string {
  const own = uris.split('\n').find((uri) => /^https?:\/\/.*\/debian\/?$/.test(uri));
  return own ?? 'http://deb.debian.org/debian';
}

/** Installs packages (`name` or `name/sid`) without recommendations or questions; its whole output goes to the set-up log. */
export async function installPackages(packages: readonly string[], update: Update, signal: AbortSignal): Promise<void> {
  await apt(['install', '--yes', '--no-install-recommends', ...packages], update, signal);
}

async function apt(args: readonly string[], update: Update, signal: AbortSignal): Promise<void> {
  const settings = [
    'DPkg::Lock::Timeout=600',
    'APT::Status-Fd=3',
    'Dpkg::Options::=--force-confold',
    'Dpkg::Use-Pty=0',
    'Acquire::Retries=3',
  ];
  await run('apt-get', [...settings.flatMap((setting) => ['-o', setting]), ...args], {
    env: { DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_MODE: 'a', LC_ALL: 'C.UTF-8' },
    logFile: join(dataFolder(), 'log', 'setup.log'),
    signal,
    timeoutMs: 0,
    maxOutputBytes: 64 * 1024 * 1024,
    needsProxy: true,
    onStatus: (line) => update(aptStatus(line)),
  });
}

/** Reads a line of apt's status channel: downloads are the first half of the way, unpacking and setting up the second. */
export function aptStatus(line: string): { fraction?: number; note?: string } {
  const [kind, , percent, ...note] = line.split(':');
  const share = Number(percent) / 100;
  if (!Number.isFinite(share)) return {};
  if (kind === 'dlstatus') return { fraction: share / 2, note: note.join(':') };
  if (kind === 'pmstatus') return { fraction: 0.5 + share / 2, note: note.join(':') };
  return {};
}
