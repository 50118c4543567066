import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { presentDriverOf } from '../setup/driver.ts';
import { prepareHost } from '../setup/prepare.ts';
import type { Progress } from '../setup/progress.ts';
import { cacheFolder } from '../setup/paths.ts';
import type { Part } from './parts.ts';
import { serveForTests, type TestServer } from './serve.ts';

/** What is ready for a part: the running Drydock and its data folder (empty when it asked for none), all of them when it asked for two, and the images under test in the environment. */
export interface Ready {
  readonly address: string;
  readonly addresses: readonly string[];
  readonly dataFolder: string;
  readonly env: Record<string, string>;
}

/** Makes ready what parts need, each thing once and not before the first part that needs it. */
export interface Preparation {
  provide(needs: Part['needs']): Promise<Ready>;
  /** Ends the Drydocks of the tests and removes their sandboxes and data. */
  end(): Promise<void>;
}

/** The preparation of one test run; nothing happens before the first `provide`. */
export function createPreparation(
  options: {
    readonly saidYes: boolean;
    readonly progress: Progress;
    readonly settings?: Readonly<Record<string, string>>;
  },
  signal: AbortSignal,
): Preparation {
  const nothing: Ready = { address: '', addresses: [], dataFolder: '', env: {} };
  let host: Promise<Ready> | undefined;
  let images: Promise<Ready> | undefined;
  let first: Promise<Served> | undefined;
  let second: Promise<Served> | undefined;
  const dataFolders: string[] = [];

  async function prepareMachine(): Promise<Ready> {
    const { hostPackages } = await import('@drydock/images');
    await prepareHost({ purpose: 'test', hostPackages, ...options, signal });
    return nothing;
  }
  async function prepareImages(): Promise<Ready> {
    await (host ??= prepareMachine());
    const { buildImages, imageRefs, nodeImage } = await import('@drydock/images');
    await buildImages({ host: { cacheDir: cacheFolder() }, onStep: options.progress.show, signal });
    const env = { DRYDOCK_NODE_IMAGE: (await nodeImage()).ref, DRYDOCK_WORKSPACE_IMAGE: imageRefs().workspace };
    return { ...nothing, env };
  }
  async function serve(): Promise<Served> {
    const { env } = await (images ??= prepareImages());
    const dataFolder = await mkdtemp(join(tmpdir(), 'drydock-test-'));
    dataFolders.push(dataFolder);
    return { dataFolder, env, running: await serveForTests(dataFolder, signal, options.settings) };
  }
  async function provideServers(count: 1 | 2): Promise<Ready> {
    const served = [(first ??= serve()), ...(count === 2 ? [(second ??= serve())] : [])];
    const [one, ...others] = await Promise.all(served);
    if (!one) return nothing;
    const addresses = [one, ...others].map(({ running }) => running.address);
    return { address: one.running.address, addresses, dataFolder: one.dataFolder, env: one.env };
  }
  return {
    async provide(needs) {
      if (needs === 'nothing') return nothing;
      if (needs === 'host') return (host ??= prepareMachine());
      if (needs === 'images') return (images ??= prepareImages());
      return provideServers(needs === 'server' ? 1 : 2);
    },
    async end() {
      await Promise.all([first, second].map(async (server) => (await server?.catch(() => undefined))?.running.stop()));
      await Promise.all(dataFolders.map(removeAll));
    },
  };
}

/** A Drydock of the tests. */
interface Served {
  readonly dataFolder: string;
  readonly env: Record<string, string>;
  readonly running: TestServer;
}

/** Removes the sandboxes that a Drydock left, and its data. */
async function removeAll(dataFolder: string): Promise<void> {
  const driver = await presentDriverOf(join(dataFolder, 'run'));
  await Promise.all((await driver.list()).map(({ id }) => driver.destroy(id)));
  await driver.sweep();
  await rm(dataFolder, { recursive: true, force: true });
}
