import type { DriverInfo } from '@drydock/model';
import { expect, test } from 'vitest';
import { namesOfNodes, type Pair, shell } from './conformance-cluster.ts';
import type { ExecAccess, Sandbox } from '../driver.ts';

/** An account whose password is `conformance`. */
const content = {
  htpasswd: 'student:$2b$05$kLrgh0sILmxbH4Z3WiUj/.AmKUvBULP9ZwTQRJcWISn71QA6vvZsm\n',
  files: { 'docker/registry/v2/repositories/ahoy/_layers/mark': '' },
};
const address = 'http://registry.course.local:5000/v2/';

/** What a sandbox promises of its private registry. The one of the large sandbox is left running, so that the destroy at the end has one to remove. */
export function describeRegistry(pair: () => Pair, { hasNodeShells }: DriverInfo): void {
  test('the private registry answers every node and the workspace by its name, and only with its account', async () => {
    const { large } = pair();
    await large.registry().start(content);
    for (const place of await everyPlace(large, hasNodeShells)) {
      expect(await status(place, address)).toBe('401');
      expect(await status(place, `-u student:wrong ${address}`)).toBe('401');
      expect(await status(place, `-u student:conformance ${address}`)).toBe('200');
    }
  }, 60_000);

  test('nothing can be put into it over the network, and nothing in the sandbox has its files', async () => {
    const { large } = pair();
    const upload = `-u student:conformance -X POST ${address}ahoy/blobs/uploads/`;
    for (const place of await everyPlace(large, hasNodeShells)) {
      expect(await status(place, upload)).toBe('405');
      // The student may not look everywhere, which find calls an error.
      const { stdout } = await place.exec(['find', '/', '-xdev', '-name', 'htpasswd', '-not', '-path', '*completion*']);
      expect(stdout).toBe('');
    }
  }, 60_000);

  test('its log has every request since a time', async () => {
    const { large } = pair();
    const since = new Date();
    await status(large.workspace(), `-A mark-of-the-test -u student:conformance ${address}`);
    expect(await large.registry().log({ since })).toMatch(/"GET \/v2\/ HTTP\/1\.1" 200 .*"mark-of-the-test"/u);
    expect(await large.registry().log({ since: new Date(Date.now() + 5000) })).toBe('');
  });

  test.runIf(hasNodeShells)(
    'without an account everybody may pull, also what a node has in its image store',
    async () => {
      const { small } = pair();
      const digest = (await shell(await small.node(), 'ctr -n k8s.io content ls -q | head -n 1')).trim();
      const hex = digest.replace('sha256:', '');
      const root = 'docker/registry/v2';
      await small.registry().start({
        files: { [`${root}/repositories/open/_layers/sha256/${hex}/link`]: digest },
        blobs: { [`${root}/blobs/sha256/${hex.slice(0, 2)}/${hex}/data`]: digest },
      });
      expect(await status(small.workspace(), address)).toBe('200');
      const sum = `curl --silent ${address}open/blobs/${digest} | sha256sum`;
      expect(await shell(small.workspace(), sum)).toBe(`${hex}  -\n`);
      await small.registry().stop();
    },
    60_000,
  );

  test('another sandbox has no part of it', async () => {
    const { small } = pair();
    expect((await small.workspace().exec(['getent', 'hosts', 'registry.course.local'])).exitCode).not.toBe(0);
  });

  test('started again it is empty; stopped, it is gone, and stopping again is not an error', async () => {
    const registry = pair().small.registry();
    const before = new Date();
    await registry.start(content);
    await registry.start({ ...content, htpasswd: content.htpasswd.replace('student', 'other') });
    expect(await status(pair().small.workspace(), `-u student:conformance ${address}`)).toBe('401');
    expect(await status(pair().small.workspace(), `-u other:conformance ${address}`)).toBe('200');
    await registry.stop();
    await registry.stop();
    await expect(registry.log({ since: before })).rejects.toMatchObject({ code: 'not_found' });
    expect((await pair().small.workspace().exec(['getent', 'hosts', 'registry.course.local'])).exitCode).not.toBe(0);
  }, 60_000);
}

/** What a registry promises beside nodes that one can look at. */
export function testPulls(pair: () => Pair): void {
  test('a Pod on every node has its image asked of the registry, through no proxy', async () => {
    const { large } = pair();
    await large.registry().start(content);
    const since = new Date();
    const nodes = await Promise.all(namesOfNodes(large).map((name) => large.node(name)));
    const pods = nodes.map(({ name }) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `pull-${name}` },
      spec: { nodeName: name, containers: [{ name: 'pull', image: 'registry.course.local:5000/ahoy:1' }] },
    }));
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: pods });
    await large.workspace().exec(['kubectl', 'apply', '-f', '-'], { input: list });
    for (const address of await Promise.all(nodes.map((node) => node.address()))) {
      const asked = new RegExp(`^${address} .*"(?:HEAD|GET) /v2/ahoy/manifests/1 HTTP/1.1" 401`, 'mu');
      await expect.poll(() => large.registry().log({ since }), { timeout: 60_000 }).toMatch(asked);
    }
    await shell(large.workspace(), 'kubectl delete pod --all --now --wait=false >/dev/null');
  }, 90_000);
}

/** What a registry promises of a driver that can freeze. */
export function testRegistryFreeze(pair: () => Pair): void {
  test('the private registry is frozen and thawed with its sandbox', async () => {
    const { large, driver } = pair();
    await driver.freeze(large.id);
    await driver.thaw(large.id);
    expect(await status(large.workspace(), `-u student:conformance ${address}`)).toBe('200');
  }, 60_000);
}

async function everyPlace(sandbox: Sandbox, hasNodeShells: boolean): Promise<readonly ExecAccess[]> {
  const names = hasNodeShells ? namesOfNodes(sandbox) : [];
  return [sandbox.workspace(), ...(await Promise.all(names.map((name) => sandbox.node(name))))];
}

async function status(place: ExecAccess, request: string): Promise<string> {
  return shell(place, `curl --silent --max-time 5 --output /dev/null --write-out '%{http_code}' ${request}`);
}
