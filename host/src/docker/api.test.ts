import { expect, test, vi } from 'vitest';
import { startFakeDocker } from '../testing/fake-docker.ts';

const asked = { command: ['docker', 'ps'], method: 'GET', path: '/containers/json', query: { all: '1' } } as const;

/** The address of Docker is read once in a process, so each test gets modules of its own. */
async function freshApi() {
  vi.resetModules();
  return import('./api.ts');
}

test('an answer is its status and its JSON, and the client speaks the older version of the two', async () => {
  const paths: string[] = [];
  await using docker = await startFakeDocker({
    onRequest(_path, request, response) {
      paths.push(request.url ?? '');
      response.end('[{"Id":"a"}]');
    },
  });
  const { demandDocker } = await freshApi();
  expect(await demandDocker(asked)).toEqual([{ Id: 'a' }]);
  expect(paths).toEqual(['/v1.44/containers/json?all=1']);
  expect(docker.asked).toHaveLength(1);
});

test('a refusal is a result for the one, and an error that names the command and the cause for the other', async () => {
  await using _docker = await startFakeDocker({});
  const { askDocker, demandDocker } = await freshApi();
  expect(await askDocker(asked)).toMatchObject({ status: 404, refusal: 'no /containers/json?all=1' });
  await expect(demandDocker(asked)).rejects.toMatchObject({
    code: 'command_failed',
    message: expect.stringMatching(/docker ps.*: no .containers/u),
  });
});

test('a daemon that is gone is docker_unavailable, and one that is back is asked again', async () => {
  const docker = await startFakeDocker({ onRequest: (_path, _request, response) => void response.end('[]') });
  const { askDocker } = await freshApi();
  await askDocker(asked);
  await docker.stop();
  await expect(askDocker(asked)).rejects.toMatchObject({
    code: 'docker_unavailable',
    message: expect.stringMatching(/found no Docker: .*unix:/u),
  });
  await docker[Symbol.asyncDispose]();
});

test('a daemon that dies while it answers is docker_unavailable too', async () => {
  await using _docker = await startFakeDocker({
    onRequest(_path, _request, response) {
      response.writeHead(200, { 'content-length': '100' });
      response.write('[');
      setImmediate(() => response.socket?.destroy());
    },
  });
  const { askDocker } = await freshApi();
  await expect(askDocker(asked)).rejects.toMatchObject({ code: 'docker_unavailable' });
});

test('a request ends with its signal, and with its time', async () => {
  const cancel = new AbortController();
  await using _docker = await startFakeDocker({ onRequest: () => cancel.abort() });
  const { askDocker } = await freshApi();
  await expect(askDocker(asked, { signal: cancel.signal })).rejects.toMatchObject({ code: 'aborted' });
  await expect(askDocker(asked, { timeoutMs: 1 })).rejects.toMatchObject({
    code: 'timeout',
    message: expect.stringContaining('docker ps'),
  });
});
