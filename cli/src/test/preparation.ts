import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { presentDriverOf } from '../setup/driver.ts';
import { prepareHost } from '../setup/prepare.ts';
import type { Progress } from '../setup/progress.ts';
import { cacheFolder } from '../setup/paths.ts';
import type { Part } from './parts.ts';
import { serveForTests } from './serve.ts';

/** What is ready for a part: the running Drydock and its data folder (empty when it asked for none), and the images under test in the environment. */
export interface Ready {
  readonly address: string;
  readonly dataFolder: string;
  readonly env: Record<string, string>;
}

/** Makes ready what parts need, each thing once and not before the first part that needs it. */
export interface Preparation {
  provide(needs: Part['needs']): Promise<Ready>;
  /** Ends the Drydock of the tests and removes its sandboxes and data. */
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
  const nothing: Ready = { address: '', dataFolder: '', env: {} };
  let host: Promise<Ready> | undefined;
  let images: Promise<Ready> | undefined;
  let server: Promise<Ready> | undefined;
  let dataFolder: string | undefined;
  let stop = (): Promise<void> => Promise.resolve();

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
  async function serve(): Promise<Ready> {
    const { env } = await (images ??= prepareImages());
    dataFolder = await mkdtemp(join(tmpdir(), 'drydock-test-'));
    const running = await serveForTests(dataFolder, signal, options.settings);
    stop = () => running.stop();
    return { address: running.address, dataFolder, env };
  }
  return {
    async provide(needs) {
      if (needs === 'nothing') return nothing;
      if (needs === 'host') return (host ??= prepareMachine());
      return needs === 'images' ? (images ??= prepareImages()) : (server ??= serve());
    },
    async end() {
      await server?.catch(() => undefined);
      await stop();
      if (dataFolder === undefined) return;
      const driver = await presentDriverOf(join(dataFolder, 'run'));
      await Promise.all((await driver.list()).map(({ id }) => driver.destroy(id)));
      await driver.sweep();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
