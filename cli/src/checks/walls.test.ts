import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runToEnd } from '@drydock/host';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkout } from '../setup/checkout.ts';

const byName = 'Import another room by its name';

/** A file of a room, what it imports, and words of the sentence that the linter shows for it. */
const red: readonly (readonly [file: string, imports: string, says: string])[] = [
  ['model/src/bad.ts', '@drydock/host', 'model/ is a leaf'],
  ['model/src/bad.ts', '../../host/src/process/run.ts', byName],
  ['model/src/bad.ts', 'node:fs', 'no node: imports'],
  ['host/src/bad.ts', '@drydock/sandbox', 'host/ is a leaf'],
  ['host/src/bad.ts', '../../sandbox/src/driver.ts', byName],
  ['images/src/bad.ts', '@drydock/cli', 'images/ builds images'],
  ['images/src/bad.ts', '../../model/src/step.ts', byName],
  ['sandbox/src/drivers/bad.ts', '@drydock/terminal', 'sandbox/ knows only'],
  ['sandbox/src/drivers/bad.ts', '@drydock/images', 'sandbox/ knows only'],
  ['sandbox/src/drivers/bad.ts', '../../../terminal/relay/src/relay.ts', byName],
  ['terminal/relay/src/bad.ts', '@drydock/grader', 'terminal/ knows only'],
  ['terminal/relay/src/bad.ts', 'node-pty', 'Only terminal/agent/ owns PTYs'],
  ['terminal/relay/src/bad.ts', '../../../sandbox/src/driver.ts', byName],
  ['terminal/agent/src/bad.ts', '@drydock/host', 'The agent runs alone'],
  ['terminal/client/src/bad.ts', 'node:fs', 'no node: imports'],
  ['terminal/client/src/bad.ts', '@drydock/host', 'terminal/client is pure'],
  ['lab/src/bad.ts', '@drydock/cluster', 'The lab language knows no cluster'],
  ['lab/src/bad.ts', '../../cluster/src/exec.ts', byName],
  ['labs/one/checks.ts', '@drydock/grader', 'The lab language knows no cluster'],
  ['cluster/src/bad.ts', '@drydock/lab', 'cluster/ is the Kubernetes client'],
  ['cluster/src/bad.ts', '../../lab/src/parse.ts', byName],
  ['grader/src/bad.ts', '@drydock/sandbox', 'grader/ builds on'],
  ['grader/src/bad.ts', '@kubernetes/client-node', 'Only cluster/ talks'],
  ['grader/src/bad.ts', '@drydock/lab/testing', 'is for tests and benchmarks'],
  ['grader/src/bad.ts', '../../sandbox/src/driver.ts', byName],
  ['server/src/bad.ts', '@drydock/cli', 'knows no command line'],
  ['server/src/bad.ts', './testing/start.ts', 'is for tests and benchmarks'],
  ['server/src/bad.ts', '../../cli/src/main.ts', byName],
  ['site/src/bad.tsx', '@drydock/terminal', 'The site talks to the server'],
  ['site/src/bad.tsx', '@drydock/terminal/agent', 'The site talks to the server'],
  ['site/src/bad.tsx', '../../terminal/client/src/width.ts', byName],
  ['bench/src/bad.ts', '@drydock/cli', 'bench/ takes what it needs'],
  ['bench/src/bad.ts', '../../cli/src/main.ts', byName],
  ['cli/src/commands/bad.ts', '@drydock/bench', 'do without benchmarks'],
  ['cli/src/commands/bad.ts', '../../../bench/src/times.ts', byName],
  ['e2e/bad.ts', '@drydock/cli', 'e2e/ drives'],
  ['e2e/bad.ts', '../site/src/text/text.ts', byName],
];

const green: readonly (readonly [file: string, imports: string])[] = [
  ['host/src/good.ts', '@drydock/model'],
  ['cli/src/lab/good.ts', '../lab/find.ts'],
  ['cli/src/commands/bench/bench.ts', '@drydock/bench'],
  ['site/src/good.tsx', '@drydock/terminal/client'],
  ['bench/src/terminal/good.ts', '@drydock/terminal/testing'],
  ['server/src/good.test.ts', './testing/start.ts'],
  ['sandbox/src/good.test.ts', '@drydock/images'],
  ['terminal/agent/src/good.ts', '../../client/src/width.ts'],
  ['model/src/good.test.ts', 'node:fs'],
];

/** What the linter reports on one import of a file. */
interface Finding {
  readonly message: string;
  readonly help?: string;
  readonly filename: string;
}

let folder = '';
let findings: readonly Finding[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-walls-'));
  for (const name of ['oxlint.config.ts', 'casts.ts', 'walls.ts'])
    await copyFile(join(checkout, name), join(folder, name));
  await symlink(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const imports = Map.groupBy([...red, ...green], ([file]) => file);
  for (const [file, cases] of imports) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), cases.map(([, specifier]) => `import '${specifier}';\n`).join(''));
  }
  const oxlint = join(checkout, 'node_modules', '.bin', 'oxlint');
  const { stdout } = await runToEnd(process.execPath, [oxlint, '--format', 'json'], { cwd: folder });
  findings = (JSON.parse(stdout) as { diagnostics: readonly Finding[] }).diagnostics;
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

function found(file: string, specifier: string): string | undefined {
  return findings.find(({ filename, message }) => filename === file && message.startsWith(`'${specifier}' `))?.help;
}

test.each(red)('%s may not import %s: %s', (file, specifier, says) => {
  expect(found(file, specifier)).toContain(says);
});

test.each(green)('%s may import %s', (file, specifier) => {
  expect(found(file, specifier)).toBeUndefined();
});
