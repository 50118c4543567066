import { createServer } from 'node:net';
import { readHostLoad } from '@drydock/host';
import { findProblems, type Finding, type PortUse } from '../doctor/findings.ts';
import { exposureOf } from '../announce.ts';
import { drawRoom, roomOf } from '../doctor/room.ts';
import { drawTier } from '../doctor/tier.ts';
import { chosenDriver, unmetNeedsOf } from '../setup/driver.ts';
import { readFacts } from '../setup/host/facts.ts';
import { fixLimits } from '../setup/host/fix-limits.ts';
import { planSetup } from '../setup/plan.ts';

/** What `drydock doctor` may be told. */
export interface DoctorOptions {
  readonly json?: boolean;
  readonly port?: number;
  readonly data?: string;
  /** Changes what root may change at once. */
  readonly fix?: boolean;
}

/** `drydock doctor`: every problem of this host at once, from facts about it and the chosen driver's preflight; exit code 1 when one blocks. */
export async function doctor(options: DoctorOptions): Promise<number> {
  const { readConfig, isLoopback } = await import('@drydock/server');
  const { dataDirectory, runDirectory, maximum, ...config } = readConfig(
    options.data === undefined ? {} : { dataDirectory: options.data },
  );
  const { requirements } = await chosenDriver();
  if (options.fix) await fixHost();
  const facts = await readFacts(dataDirectory);
  const port = options.port ?? config.port;
  const ports: PortUse = new Map([[port, await portUse(port, config.host)]]);
  const exposed = exposureOf({ ...config, isLoopback: isLoopback(config.host) });
  const problems = [
    ...findProblems(facts, { requirements, ports, unmet: await unmetNeedsOf(runDirectory) }),
    ...(exposed ? [{ id: 'exposed', severity: 'warns' as const, ...exposed }] : []),
  ];
  const { reserveOf, shortageOf } = await import('@drydock/sandbox');
  const load = await readHostLoad();
  const judged = { reserveBytes: reserveOf(load), shortage: shortageOf(load, 'one-node', []) };
  const room = roomOf(load, facts.deepFreezeLack === undefined, judged);
  const isReady = problems.every((found) => found.severity !== 'blocks');
  if (options.json) {
    const commands = [...facts.commands];
    process.stdout.write(
      `${JSON.stringify({ ready: isReady, problems, tier: config.tier, room, facts: { ...facts, commands } }, undefined, 2)}\n`,
    );
  } else {
    process.stdout.write(
      problems.length === 0 ? 'No problem found: this host is ready.\n' : `${problems.map(draw).join('\n')}\n`,
    );
    process.stdout.write(`${drawRoom(room, maximum)}\n${drawTier(config.tier)}\n`);
  }
  return isReady ? 0 : 1;
}

/** Changes the limits of this host that need root and no installation. */
async function fixHost(): Promise<void> {
  const { requirements } = await chosenDriver();
  const facts = await readFacts();
  await fixLimits(facts, planSetup(facts, 'start', requirements), requirements);
}

/** Whether a TCP port of the loopback address can be listened on. */
export function portUse(port: number, host = '127.0.0.1'): Promise<'free' | 'taken'> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve('taken'));
    probe.listen(port, host, () => probe.close(() => resolve('free')));
  });
}

function draw({ id, message, fix, severity }: Finding): string {
  return `${severity === 'blocks' ? '✗' : '!'} ${message} [${id}]\n  ${fix}\n`;
}
