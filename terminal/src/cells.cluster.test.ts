import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCellLink } from '../relay/src/cells.ts';
import { openViewer } from './testing/node-viewer.ts';
import { type RelayServer, startRelayServer } from './testing/relay-server.ts';
import { startWorkspaceContainer, type WorkspaceContainer } from './testing/workspace-container.ts';

/** Cells in the real image: what root, the student and the limits of a workspace change. */
let workspace: WorkspaceContainer;
let server: RelayServer;
const link = createCellLink();
let count = 0;

beforeAll(async () => {
  const image = process.env['DRYDOCK_WORKSPACE_IMAGE'];
  if (!image)
    throw new Error(
      'DRYDOCK_WORKSPACE_IMAGE names no image: run `npm test`, or `npx drydock images build` and set it.',
    );
  workspace = await startWorkspaceContainer(image, ['--pids-limit=512', '--cpus=1']);
  server = await startRelayServer();
}, 60_000);

afterAll(async () => {
  await server.kill();
  await workspace.end();
}, 60_000);

async function start(source: string, shell = 'pods/first', file?: { name: string; text: string }) {
  const id = `run${String((count += 1)).padStart(5, '0')}`;
  await link.run(workspace.agent, shell, { id, source, ...(file && { file }) });
  let text = '';
  const end = link.follow(workspace.agent, shell, id, 0, {
    signal: AbortSignal.timeout(120_000),
    onPiece: (piece) => (text += piece.text),
  });
  return { id, end, text: () => text, stop: () => link.stop(workspace.agent, shell, id) };
}
async function run(source: string, shell?: string, file?: { name: string; text: string }) {
  const run = await start(source, shell, file);
  const { state, exitCode } = await run.end;
  return [state, exitCode, run.text()];
}

test('a cell runs as the student, at home, without rights and without a terminal', async () => {
  const source =
    'id -un; pwd; grep -E "CapEff|NoNewPrivs" /proc/self/status; tty; alias k; echo $LANG; declare -F _init_completion';
  expect(await run(source)).toEqual([
    'done',
    1,
    "student\n/home/student\nCapEff:\t0000000000000000\nNoNewPrivs:\t1\nnot a tty\nalias k='kubectl'\nC.UTF-8\n",
  ]);
});

test('a cell may open its own output and nothing of other cells', async () => {
  expect(await run('echo 1 >/dev/stdout; echo 2 | tee /dev/stderr >/dev/null; ls /run/cells/pods/first')).toEqual([
    'done',
    2,
    "1\n2\nls: cannot open directory '/run/cells/pods/first': Permission denied\n",
  ]);
  expect(await run('rm -rf /run/cells 2>/dev/null; echo >/run/cells/pods/first/cell')).toEqual([
    'done',
    1,
    'bash: /run/cells/pods/first/cell: Permission denied\n',
  ]);
  expect(await run('echo on')).toEqual(['done', 0, 'on\n']);
});

test('a manifest is a file of the student', async () => {
  const file = { name: 'soup.yaml', text: 'kind: Pod\n' };
  expect(
    await run(`stat -c '%U:%G %a' soup.yaml; cat soup.yaml; echo more >>soup.yaml; ls -A`, undefined, file),
  ).toEqual(['done', 0, 'student:student 644\nkind: Pod\nsoup.yaml\n']);
});

test('Stop reaches the processes of the student, by SIGINT and by force', async () => {
  for (const source of ['sleep 1000', `bash -c 'trap "" INT; sleep 1000'`]) {
    const running = await start(`echo on; ${source}; echo REST`);
    await expect.poll(running.text).toBe('on\n');
    await running.stop();
    expect(await running.end).toMatchObject({ state: 'stopped', shellEnd: null });
    expect(running.text()).toBe('on\n');
  }
});

test('a frozen workspace goes on where it was', async () => {
  const running = await start('echo on; until [ -e go ]; do sleep 0.1; done; echo off');
  await expect.poll(running.text).toBe('on\n');
  await workspace.freeze();
  await workspace.thaw();
  await run('touch go', 'pods/second');
  expect(await running.end).toMatchObject({ state: 'done', exitCode: 0 });
  expect(running.text()).toBe('on\noff\n');
});

test('a flood in a cell leaves terminals and other lessons at work, and the agent small', async () => {
  const flood = await start('yes drydock');
  await expect.poll(() => flood.text().length).toBeGreaterThan(1_000_000);
  let seen = '';
  const viewer = openViewer({
    url: () =>
      server.url({ user: 'student', attempt: 'a', terminal: 'one', kind: 'workspace', agent: workspace.agent }),
    onBytes: (bytes) => (seen += Buffer.from(bytes).toString()),
  });
  await viewer.until(() => seen.includes('$ '));
  viewer.type('echo $((6 * 7))\r');
  await viewer.until(() => seen.includes('\r42\r\n'));
  expect(await run('echo on', 'pods/second')).toEqual(['done', 0, 'on\n']);
  await flood.stop();
  const { state, outputBytes } = await flood.end;
  expect(state).toBe('stopped');
  expect(outputBytes).toBeGreaterThan(1024 * 1024);
  const status = await workspace.exec('sh', '-c', 'cat /proc/$(pgrep -of "^node .*agent/main.js")/status');
  expect(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])).toBeLessThan(256 * 1024);
  viewer.stop();
});

test('a fork bomb is ended with its shell; terminals open and other lessons go on', async () => {
  await run('x=5', 'pods/second');
  const bomb = await start('bomb() { bomb | bomb & }; bomb; sleep 1000', 'pods/third');
  expect(await bomb.end).toMatchObject({ state: 'lost', problem: { code: 'shell_crowded' } });
  expect(await run('echo $x; [ $(ls -d /proc/[0-9]* | wc -l) -lt 50 ]', 'pods/second')).toEqual(['done', 0, '5\n']);
  expect(await run('echo on', 'pods/third')).toEqual(['done', 0, 'on\n']);
});
