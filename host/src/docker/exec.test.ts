import { expect, test, vi } from 'vitest';
import { frame, startFakeDocker } from '../testing/fake-docker.ts';

async function freshExec() {
  vi.resetModules();
  return import('./exec.ts');
}

/** A daemon whose command does this with its stream and ends with this code. */
function withCommand(run: (socket: import('node:stream').Duplex) => void, exitCode = 0) {
  let looks = 0;
  return startFakeDocker({
    onRequest(path, request, response) {
      request.resume();
      if (path.endsWith('/exec')) response.writeHead(201).end('{"Id":"e1"}');
      // The command is over a moment after its stream.
      else response.end(JSON.stringify({ Running: looks++ === 0, ExitCode: looks === 1 ? null : exitCode }));
    },
    onUpgrade: (_path, socket) => run(socket),
  });
}

test('stdout and stderr are told apart, however the frames are cut, and any exit code is a result', async () => {
  await using _docker = await withCommand((socket) => {
    const all = Buffer.concat([frame(1, 'soup '), frame(2, 'hot'), frame(1, 'is ready')]);
    for (const byte of all) socket.write(Buffer.from([byte]));
    socket.end();
  }, 3);
  const { tryDockerExec } = await freshExec();
  expect(await tryDockerExec('kitchen', ['cook'])).toEqual({ exitCode: 3, stdout: 'soup is ready', stderr: 'hot' });
});

test('the command gets its input to the end', async () => {
  await using _docker = await withCommand((socket) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('end', () => socket.end(frame(1, text.toUpperCase())));
  });
  const { dockerExec } = await freshExec();
  expect(await dockerExec('kitchen', ['cat'], { input: 'soup' })).toBe('SOUP');
});

test('a container that is paused refuses, and the error quotes Docker', async () => {
  await using _docker = await startFakeDocker({
    onRequest: (_path, _request, response) =>
      void response.writeHead(409).end('{"message":"container kitchen is paused, unpause the container before exec"}'),
  });
  const { tryDockerExec } = await freshExec();
  await expect(tryDockerExec('kitchen', ['true'])).rejects.toMatchObject({
    code: 'command_failed',
    message: expect.stringContaining('kitchen is paused'),
  });
});

test('a command that never ends is given up with its signal and with its time', async () => {
  const cancel = new AbortController();
  await using _docker = await withCommand(() => cancel.abort());
  const { tryDockerExec } = await freshExec();
  await expect(tryDockerExec('kitchen', ['sleep'], { signal: cancel.signal })).rejects.toMatchObject({
    code: 'aborted',
  });
  await expect(tryDockerExec('kitchen', ['sleep'], { timeoutMs: 20 })).rejects.toMatchObject({ code: 'timeout' });
});

test('a command that floods is ended with too much output', async () => {
  await using _docker = await withCommand((socket) => {
    for (let round = 0; round < 9; round++) socket.write(frame(1, 'x'.repeat(1024 * 1024)));
  });
  const { tryDockerExec } = await freshExec();
  await expect(tryDockerExec('kitchen', ['yes'])).rejects.toMatchObject({
    code: 'command_failed',
    message: expect.stringContaining('more than'),
  });
});
