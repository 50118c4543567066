import { createServer } from 'node:net';
import { findProblems, type Finding, type PortUse } from '../doctor/findings.ts';
import { readFacts } from '../setup/facts.ts';

/** `drydock doctor`: every problem of this host at once, each with its remedy; exit code 1 when one blocks. */
export async function doctor(options: { readonly json?: boolean; readonly port: number }): Promise<number> {
  const facts = await readFacts();
  const ports: PortUse = new Map([[options.port, await portUse(options.port)]]);
  const problems = findProblems(facts, ports);
  const isReady = problems.every((found) => found.severity !== 'blocks');
  if (options.json) {
    const commands = [...facts.commands];
    process.stdout.write(
      `${JSON.stringify({ ready: isReady, problems, facts: { ...facts, commands } }, undefined, 2)}\n`,
    );
  } else {
    process.stdout.write(
      problems.length === 0 ? 'No problem found: this host is ready.\n' : problems.map(draw).join('\n'),
    );
  }
  return isReady ? 0 : 1;
}

/** Says whether a TCP port of the loopback address can be listened on. */
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
