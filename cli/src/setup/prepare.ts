import { CourseError } from '@drydock/model';
import type { HostRequirements } from '@drydock/sandbox';
import { findProblems, type Finding } from '../doctor/findings.ts';
import { addSid, installPackages } from './host/apt.ts';
import { askYes, decideConsent, readAudience } from './consent.ts';
import { startDockerd } from './host/dockerd.ts';
import { readFacts, type HostFacts } from './host/facts.ts';
import { fixLimits } from './host/fix-limits.ts';
import { planSetup, type Purpose, type SetupPlan } from './plan.ts';
import type { Progress } from './progress.ts';
import { chosenDriver } from './driver.ts';

/** What a run asks of the host, and how it may ask back. */
export interface PrepareOptions {
  readonly purpose: Purpose;
  /** Commands the image builds call, named as the packages that bring them. */
  readonly hostPackages: readonly string[];
  readonly saidYes: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Brings the host to where clusters can run: packages, the Docker daemon, inotify limits; does nothing on a host that is ready, rejects with all that is left. */
export async function prepareHost(options: PrepareOptions): Promise<void> {
  const { progress, signal } = options;
  const { requirements, info } = await chosenDriver();
  const facts = await readFacts();
  const wanted = planSetup(facts, options.purpose, requirements, options.hostPackages);
  const plan = { ...wanted, addsSwap: wanted.addsSwap && info.hasDeepFreeze };
  if (plan.packages.length > 0) {
    await mayInstall(facts, plan, options);
    if (plan.needsSid) await progress.step('Reading the package lists', (update) => addSid(update, signal));
    const names = plan.packages.map((name) => name.replace('/sid', '')).join(', ');
    await progress.step(`Installing ${names}`, (update) => installPackages(plan.packages, update, signal));
  }
  await fixLimits(facts, plan, requirements, signal);
  if (plan.startsDocker) {
    if (/permission denied/i.test(facts.docker.error ?? '')) throw notReady(await readFacts(), requirements);
    requireRoot(facts, 'start the Docker daemon', ['systemctl enable --now docker']);
    await progress.step('Starting the Docker daemon', (update) => startDockerd(update, signal));
  }
  const after = await readFacts();
  if (blocking(after, requirements).length > 0) throw notReady(after, requirements);
}

function blocking(facts: HostFacts, requirements: HostRequirements): readonly Finding[] {
  return findProblems(facts, { requirements }).filter(({ severity }) => severity === 'blocks');
}

/** Everything that still keeps this host from running a cluster, in one failure. */
function notReady(facts: HostFacts, requirements: HostRequirements): CourseError {
  const found = blocking(facts, requirements);
  return new CourseError(
    'host_not_ready',
    found.map(({ message }) => message).join('\n  '),
    found.map(({ fix }) => fix).join('\n  '),
  );
}

async function mayInstall(facts: HostFacts, plan: SetupPlan, options: PrepareOptions): Promise<void> {
  const names = plan.packages.map((name) => name.replace('/sid', '')).join(' ');
  if (!facts.commands.has('apt-get') || !facts.distribution.startsWith('debian')) {
    throw new CourseError(
      'host_not_ready',
      `This host (${facts.distribution || facts.platform}) lacks: ${names}.`,
      'Install them with the package manager of this system, start Docker, and run the command again. `npx drydock doctor` names what is still missing.',
    );
  }
  requireRoot(facts, `install ${names}`, ['npm start -- --yes']);
  const consent = decideConsent(readAudience(options.saidYes), facts);
  if (consent === 'yes') return;
  const question = `Drydock needs these system packages: ${names}${plan.needsSid ? ' (some from Debian sid, pinned so that nothing else changes)' : ''}. Install them?`;
  if (consent === 'ask' && (await askYes(question, options.signal))) return;
  throw new CourseError(
    'host_not_ready',
    `Missing system packages: ${names}.`,
    'Run `npm start -- --yes` to let Drydock install them, or install them yourself.',
  );
}

function requireRoot(facts: HostFacts, what: string, commands: readonly string[]): void {
  if (facts.isRoot) return;
  throw new CourseError(
    'host_not_ready',
    `Only root may ${what}.`,
    `Run once: ${commands.map((command) => `sudo ${command}`).join(' && ')}. After that your own user needs only the docker group: sudo usermod -aG docker "$USER".`,
  );
}
