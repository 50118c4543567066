import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { versions } from '@drydock/images';
import { type ClusterPicture, objectsOf } from '@drydock/model';
import type { SandboxDriver } from '@drydock/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { startServer, type RunningServer } from '../server.ts';
import { kindDriverIn } from '../testing/kind-driver.ts';
import { createClient } from '../testing/start.ts';
import { lookAtCluster } from '../testing/view.ts';

let directory: string;
let driver: SandboxDriver;
let server: RunningServer;
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'drydock-view-'));
  driver = await kindDriverIn(directory);
  const labsDirectory = join(import.meta.dirname, '../../../labs');
  const settings = {
    dataDirectory: directory,
    port: 0,
    warm: 0,
    maximum: 1,
    labsDirectory,
    logLevel: 'error',
  } as const;
  server = await startServer({
    config: readConfig(settings, {}),
    siteDirectory: join(directory, 'no-site'),
    driver,
  });
  client = createClient(server.url);
});

afterAll(async () => {
  await server?.close();
  for (const { id } of (await driver?.list()) ?? []) await driver.destroy(id);
  rmSync(directory, { recursive: true, force: true });
});

const podOf = (picture: ClusterPicture, name: string) =>
  [...objectsOf(picture, 'Pod').values()].find((pod) => pod.name === name);

test('what a student makes in the workspace is on the stream: a Pod with its states, its endpoints, its events, its memory', async () => {
  const attempt = await client.ready('memory-limit');
  const page = lookAtCluster(server.url, attempt.id);
  const first = await page.until(({ hasSnapshot }) => hasSnapshot);
  expect([...objectsOf(first, 'Node').values()]).toMatchObject([{ isReady: true }]);
  expect(objectsOf(first, 'StorageClass').size).toBe(1);

  const sandbox = (await driver.list()).find(({ id }) => id === attempt.sandbox);
  const image = `course.local/nginx:${versions.lab.nginx}`;
  const type = (script: string) => sandbox?.workspace().exec(['bash', '-euc', script], { timeoutMs: 60_000 });
  expect(await type(`kubectl run web --image=${image} --port=80 --expose`)).toMatchObject({ exitCode: 0 });
  const ready = await page.until((picture) => podOf(picture, 'web')?.isReady === true);
  const words = new Set(page.pictures.map((picture) => podOf(picture, 'web')?.word));
  expect(words).toContain('ContainerCreating');
  expect(podOf(ready, 'web')).toMatchObject({ word: 'Running', containers: [{ state: 'running', image }] });

  await page.until((picture) =>
    [...objectsOf(picture, 'EndpointSlice').values()].some(
      ({ service, endpoints }) => service === 'web' && endpoints.some(({ pod, isReady }) => pod === 'web' && isReady),
    ),
  );
  await page.until((picture) =>
    [...objectsOf(picture, 'Event').values()].some(({ about, reason }) => about.name === 'web' && reason === 'Started'),
  );
  await page.until((picture) =>
    [...objectsOf(picture, 'PodUsage').values()].some(
      ({ name, containers }) => name === 'web' && (containers[0]?.memoryBytes ?? 0) > 0,
    ),
  );
  const object = await client.ask('GET', `/api/attempts/${attempt.id}/view/object?kind=Pod&namespace=default&name=web`);
  expect(object.text).toMatch(/^apiVersion: v1\nkind: Pod\n/);
  expect(object.text).not.toContain('managedFields');

  expect(await type('kubectl delete pod web --now')).toMatchObject({ exitCode: 0 });
  await page.until((picture) => podOf(picture, 'web') === undefined);
  expect(page.pictures.some((picture) => podOf(picture, 'web')?.word === 'Terminating')).toBe(true);
  await page.close();
});
