// oxlint-disable no-control-regex -- terminals speak in control characters
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { columnsOf } from '../client/src/width.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeEmulator } from './testing/emulator.ts';
import { type NodeViewer, openViewer } from './testing/node-viewer.ts';
import { type RelayServer, startRelayServer } from './testing/relay-server.ts';
import { startWorkspaceContainer, type WorkspaceContainer } from './testing/workspace-container.ts';

/** How the shell of the real image and the page's screen agree. */
let workspace: WorkspaceContainer;
let server: RelayServer;
const viewers: NodeViewer[] = [];

beforeAll(async () => {
  const image = process.env['DRYDOCK_WORKSPACE_IMAGE'];
  if (!image)
    throw new Error(
      'DRYDOCK_WORKSPACE_IMAGE names no image: run `npm test`, or `npx drydock images build` and set it.',
    );
  workspace = await startWorkspaceContainer(image);
  server = await startRelayServer();
}, 60_000);

afterAll(async () => {
  for (const viewer of viewers) viewer.stop();
  await server.kill();
  await workspace.end();
}, 60_000);

/** A viewer with everything it has seen. */
function open(terminal: string) {
  let seen = '';
  const decoder = new TextDecoder();
  const viewer = openViewer({
    url: () =>
      server.url({ user: 'student', attempt: 'attempt-1', terminal, kind: 'workspace', agent: workspace.agent }),
    onBytes: (part) => {
      seen += decoder.decode(part, { stream: true });
    },
  });
  viewers.push(viewer);
  const see = (what: RegExp) => viewer.until(() => what.test(seen), AbortSignal.timeout(20_000));
  return Object.assign(viewer, {
    see,
    seen: () => seen,
    prompt: () => see(/\$ (\x1b\[\?2004h)?$/),
    async run(command: string) {
      await see(/\$ $/);
      seen = '';
      viewer.type(`${command}; echo "exit=$?"\r`);
      await see(/[\r\n]exit=\d+\r\n/);
    },
  });
}

test('the workspace’s libc, by which readline counts, gives every character the columns the screen gives it', async () => {
  const codes = Array.from({ length: 0x110000 }, (_, code) => code).filter(
    (code) => code >= 0xa0 && (code < 0xd800 || code > 0xdfff),
  );
  const of = (columns: number) =>
    codes.filter((code) => columnsOf(code) === columns).map((code) => String.fromCodePoint(code));
  const [zero, one, two] = [of(0), of(1), of(2)];
  // The columns of the longest line: all of a kind together where one that is unlike the others shows, each alone where the widest does.
  const longest = async (text: string) => {
    await writeFile(join(dirname(workspace.socketPath), 'widths'), text);
    return Number.parseInt(await workspace.exec('wc', '--max-line-length', '/run/drydock/widths'), 10);
  };
  expect(await longest(zero.join(''))).toBe(0);
  expect(await longest(two.join(''))).toBe(2 * two.length);
  expect(await longest(one.join('\n'))).toBe(1);
});

test('what runs beside a shell is named: in the foreground, stopped or behind; at a prompt nothing is', async () => {
  const shell = open('running-1');
  const program = async () =>
    (await server.relay.terminals(workspace.agent)).find(({ terminal }) => terminal === 'running-1')?.program;
  await shell.run('true');
  await expect.poll(program).toBeNull();
  shell.type('sleep 500\r');
  await expect.poll(program).toBe('sleep');
  shell.type('\x1a');
  await shell.see(/Stopped/);
  expect(await program()).toBe('sleep');
  await shell.run('bg; vim --clean --version >/dev/null');
  expect(await program()).toBe('sleep');
  shell.type('bash -c "vim --clean"\r');
  await expect.poll(program).not.toBe('sleep');
  shell.type('\x1b:q!\r');
  await shell.run('kill %1; wait');
  await expect.poll(program).toBeNull();
});

test('a line edited behind new emoji and combining marks is drawn as it is', async () => {
  const shell = open('wide');
  await shell.prompt();
  shell.type('\x15\x0cecho 🫠🫨海e\u0301👩‍🚀abc');
  await shell.see(/abc/);
  // Three to the left, and three of what is before them away: bash takes a mark with its letter.
  shell.type('\x1b[D\x1b[D\x1b[D\x7f\x7f\x7f');
  shell.type('\x05 # end');
  await shell.see(/# end/);
  const emulator = makeEmulator();
  await new Promise<void>((resolve) => emulator.write(shell.seen(), resolve));
  const { active } = emulator.buffer;
  expect(active.getLine(active.baseY + active.cursorY)?.translateToString(true)).toMatch(/\$ echo 🫠🫨海abc # end$/);
  shell.type('\r');
  await shell.see(/\r🫠🫨海abc\r\n/);
});
