import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from '../setup/checkout.ts';
import { countPlaywright, countVitest, readCountLine, type Count } from '../count.ts';

/** What a part finds ready: where reports go, the running Drydocks it asked for, and a way to run a command. */
export interface PartContext {
  readonly reportFolder: string;
  readonly address: string;
  readonly addresses: readonly string[];
  /** Data folder of the Drydock at `address`, the first of `addresses`. */
  readonly dataFolder: string;
  /** Runs a command in the checkout with its output shown; resolves with the exit code and that output. */
  run(
    command: string,
    args: readonly string[],
    env?: Record<string, string>,
  ): Promise<{ code: number; output: string }>;
}

/** One part of `npm test`; what it needs is prepared once, before the first part that needs it. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly needs: 'nothing' | 'host' | 'images' | 'server' | 'two servers';
  run(context: PartContext): Promise<Count>;
}

const labProofs = 'cli/src/lab/labs.cluster.test.ts';

/** One lab that works on the cluster and on the node is enough for the API: server.cluster.test.ts walks another, and the labs are proved before. */
const labsOverTheApi = ['pv-pvc-nginx'];

/** All parts in the order they run: the fastest first. */
export const parts: readonly Part[] = [
  command('format', 'Format', 'prettier', ['--check', '--log-level', 'warn', '.']),
  command('lint', 'Lint', 'oxlint', ['--type-aware']),
  {
    id: 'types',
    title: 'Types',
    needs: 'nothing',
    async run(context) {
      // Side by side: most of the time goes into reading the same declarations.
      const configs = [
        'tsconfig.json',
        'model/tsconfig.json',
        'terminal/client/tsconfig.json',
        'cli/tsconfig.json',
        'e2e/tsconfig.json',
      ];
      const runs = await Promise.all([
        context.run('astro', ['check', '--root', 'site', '--minimumFailingSeverity', 'error'], {
          ASTRO_TELEMETRY_DISABLED: '1',
        }),
        ...configs.map((config) => context.run('tsc', ['-p', config])),
      ]);
      const codes = runs.map(({ code }) => code);
      const failed = codes.filter((code) => code !== 0).length;
      return { passed: codes.length - failed, failed, skipped: 0 };
    },
  },
  command('knip', 'Dead code', 'knip', ['--no-progress']),
  vitest('unit', 'Unit tests', 'host', 'vitest.config.ts'),
  // Apart from the others: labs that are proved again take the whole machine.
  vitest('labs', 'Every lab proved on a real cluster', 'images', 'vitest.cluster.config.ts', [labProofs]),
  {
    id: 'lessons',
    title: 'Cells of the lessons',
    needs: 'images',
    async run(context) {
      // Each cell is a test; what was proved before and has not changed counts as passed.
      const command = [join(checkout, 'cli', 'src', 'main.ts'), 'lesson', 'test', '--jobs', '2', '--yes'];
      const { code, output } = await context.run(process.execPath, command);
      return counted(code, readCountLine(output));
    },
  },
  vitest('cluster', 'Rooms on a real cluster', 'images', 'vitest.cluster.config.ts', ['--exclude', labProofs]),
  {
    id: 'api',
    title: 'The API alone, from a fresh attempt to full points',
    needs: 'server',
    async run(context) {
      const script = join(checkout, 'e2e', 'api-check.ts');
      const { output } = await context.run(process.execPath, [script, context.address, ...labsOverTheApi], {
        DRYDOCK_DATA: context.dataFolder,
      });
      return readCountLine(output) ?? { passed: 0, failed: 1, skipped: 0 };
    },
  },
  {
    id: 'e2e',
    title: 'In the browser',
    needs: 'two servers',
    async run(context) {
      const report = join(context.reportFolder, 'e2e.json');
      await rm(report, { force: true });
      const { code } = await context.run('playwright', ['test', '--config', 'e2e/playwright.config.ts'], {
        DRYDOCK_ADDRESSES: context.addresses.join(','),
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      });
      return counted(code, await readReport(report, countPlaywright));
    },
  },
];

function command(id: string, title: string, name: string, args: readonly string[]): Part {
  return {
    id,
    title,
    needs: 'nothing',
    async run(context) {
      const { code } = await context.run(name, args);
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
    },
  };
}

function vitest(id: string, title: string, needs: Part['needs'], config: string, chosen: readonly string[] = []): Part {
  return {
    id,
    title,
    needs,
    async run(context) {
      const report = join(context.reportFolder, `${id}.json`);
      await rm(report, { force: true });
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const { code } = await context.run('vitest', ['run', '--config', config, ...reporters, ...chosen]);
      return counted(code, await readReport(report, countVitest));
    },
  };
}

async function readReport(file: string, count: (report: unknown) => Count): Promise<Count | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : count(JSON.parse(text));
}

/** A bad exit always counts as at least one failure, and a run that left no report as exactly one. */
export function counted(code: number, count: Count | undefined): Count {
  if (count === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}
