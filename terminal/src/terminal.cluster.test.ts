// oxlint-disable no-control-regex -- terminals speak in control characters
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { terminalLimits } from '@drydock/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runChaos } from './testing/chaos.ts';
import { type NodeViewer, openViewer } from './testing/node-viewer.ts';
import { type RelayServer, startRelayServer } from './testing/relay-server.ts';
import { startWorkspaceContainer, type WorkspaceContainer } from './testing/workspace-container.ts';

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

/** A viewer with everything it has seen since it was last asked to forget. */
function open(terminal: string, kind: 'workspace' | 'node' = 'workspace') {
  let seen = '';
  let bytes = 0;
  const decoder = new TextDecoder();
  const viewer = openViewer({
    url: () => server.url({ user: 'student', attempt: 'attempt-1', terminal, kind, agent: workspace.agent }),
    onBytes(part) {
      bytes += part.length;
      // A flood is counted, its end kept.
      seen = (seen + decoder.decode(part, { stream: true })).slice(-200_000);
    },
  });
  viewers.push(viewer);
  const see = (what: string | RegExp) =>
    viewer.until(() => (typeof what === 'string' ? seen.includes(what) : what.test(seen)), AbortSignal.timeout(20_000));
  return Object.assign(viewer, {
    see,
    seen: () => seen,
    bytes: () => bytes,
    forget: () => (seen = ''),
    seeBytes: (count: number) => viewer.until(() => bytes >= count, AbortSignal.timeout(60_000)),
    prompt: () => see(/\$ (\x1b\[\?2004h)?$/),
    /** Runs a command and gives what it printed. */
    async run(command: string) {
      await see(/\$ $/);
      seen = '';
      viewer.type(`${command}; echo "exit=$?"\r`);
      await see(/[\r\n]exit=\d+\r\n/);
      return seen.slice(seen.indexOf('\r\n') + 2);
    },
  });
}

test('a shell is the student’s, has no capability and can gain none', async () => {
  const shell = open('who');
  expect(await shell.run('id -un; pwd')).toContain('student\r\n/home/student');
  const status = await shell.run('awk "/NoNewPrivs|CapEff|CapInh|CapPrm/" /proc/self/status');
  expect(status).toMatch(/CapInh:\s0+\r\nCapPrm:\s0+\r\nCapEff:\s0+\r\nNoNewPrivs:\s1/);
  expect(await shell.run('env')).not.toMatch(/DRYDOCK|SECRET|TOKEN/);
});

test('the student can neither enter the agent’s folder nor open its socket', async () => {
  const shell = open('socket');
  expect(await shell.run('curl -sS --unix-socket /run/drydock/agent.sock http://agent/terminals 2>&1')).not.toMatch(
    /exit=0/,
  );
  expect(await shell.run('kill -9 1 2>&1')).toContain('not permitted');
});

test('the size of the page is the size of the shell, also after it changed', async () => {
  const shell = open('size');
  expect(await shell.run('stty size')).toContain('24 80');
  shell.fit(132, 43);
  expect(await shell.run('stty size')).toContain('43 132');
});

test('UTF-8 is typed, printed and edited whole', async () => {
  const shell = open('utf8');
  expect(await shell.run('echo 船坞🚢 | wc -m; echo é船🚢')).toMatch(/4\r\né船🚢/);
});

test('vim opens, writes a file and leaves the screen as it was', async () => {
  const shell = open('vim');
  await shell.prompt();
  shell.type('vim note.txt\r');
  await shell.see('\x1b[?1049h');
  shell.type('ihello from vim\x1b:wq\r');
  await shell.see('\x1b[?1049l');
  await shell.prompt();
  expect(await shell.run('cat note.txt')).toContain('hello from vim');
});

test('a reload in the middle of vim shows vim again', async () => {
  const first = open('reload');
  await first.prompt();
  first.type('vim reload.txt\r');
  await first.see('\x1b[?1049h');
  first.type('istill here');
  await first.see('here');
  first.stop();
  const second = open('reload');
  await second.see(/\x1b\[\?1049h[^]*here/);
  second.type('\x1b:q!\r');
  await second.see('\x1b[?1049l');
  expect(await second.run('ls reload.txt 2>&1')).toContain('No such file');
});

test('Ctrl-C in the middle of a flood is answered within 300 ms, before more than a window of old output', async () => {
  const shell = open('flood');
  await shell.prompt();
  const times = [];
  // The best of five: a machine that is busy with other things says nothing about the terminal.
  for (let round = 0; round < 5; round += 1) {
    shell.forget();
    shell.type('yes drydock\r');
    await shell.seeBytes(shell.bytes() + 8_000_000);
    shell.forget();
    const [pressedAt, before] = [performance.now(), shell.bytes()];
    shell.type('\x03');
    await shell.prompt();
    times.push(performance.now() - pressedAt);
    expect(shell.bytes() - before).toBeLessThan(2 * terminalLimits.largestWindowBytes);
  }
  expect(Math.min(...times)).toBeLessThan(300);
});

test('job control, signals and exit status are those of a real terminal', async () => {
  const shell = open('jobs');
  await shell.prompt();
  shell.type('sh -c \'echo sta""rted; exec sleep 100\'\r');
  await shell.see('started\r\n');
  shell.type('\x1a');
  await shell.see('Stopped');
  expect(await shell.run('kill %1; wait %1 2>/dev/null; jobs')).toMatch(/exit=\d/);
  shell.type('exit 7\r');
  const exit = async () =>
    (await server.relay.terminals(workspace.agent)).find(({ terminal }) => terminal === 'jobs')?.exit;
  await expect.poll(exit, { timeout: 10_000 }).toEqual({ code: 7, signal: null });
  shell.forget();
  shell.ask({ type: 'restart' });
  await expect.poll(exit, { timeout: 10_000 }).toBeNull();
  await shell.prompt();
});

test('a shell and its jobs outlive the relay, and what was typed meanwhile arrives once', async () => {
  const shell = open('outlive');
  expect(await shell.run('MARK=kept')).toContain('exit=0');
  const dead = server;
  server = await startRelayServer();
  await dead.kill();
  expect(await shell.run('echo "$MARK $((6*7))"')).toContain('kept 42');
});

test('a frozen workspace keeps the page waiting and loses nothing once thawed', async () => {
  const shell = open('frozen');
  expect(await shell.run('echo before')).toContain('before');
  await workspace.freeze();
  shell.type('echo typed while frozen\r');
  const sentAt = shell.client.unconfirmedBytes;
  await workspace.thaw();
  await shell.see(/[\r\n]typed while frozen\r\n/);
  expect(sentAt).toBeGreaterThan(0);
  await shell.until(() => shell.client.unconfirmedBytes === 0);
});

test('another viewer of the same terminal sees the same and types into it', async () => {
  const student = open('shared');
  await student.prompt();
  const instructor = open('shared');
  await instructor.prompt();
  instructor.type('echo from the instructor\r');
  await student.see(/[\r\n]from the instructor\r\n/);
  student.fit(60, 20);
  expect(await instructor.run('stty size')).toContain('20 60');
});

test('a viewer that takes its output in slowly holds up neither the shell nor another viewer, and ends with the same screen', async () => {
  const slow = open('two-speeds');
  const fast = open('two-speeds');
  await slow.prompt();
  await fast.prompt();
  slow.stall(true);
  // At most a window every 200 ms: were the shell to wait for it, 100 MB would take 75 s.
  const sipping = setInterval(() => {
    slow.stall(false);
    slow.stall(true);
  }, 200);
  try {
    fast.type('seq -f "line %.0f of a long log" 1 3500000 | cat; echo flood over\r');
    await fast.seeBytes(95_000_000);
    await fast.see(/[\r\n]flood over\r\n/);
    await slow.see(/line 3500000 of a long log\r\n(\x1b\[m)?flood over/);
    expect(slow.bytes()).toBeLessThan(fast.bytes() / 2);
  } finally {
    clearInterval(sipping);
  }
  slow.stall(false);
  slow.forget();
  slow.type('echo both $((6*7))\r');
  await slow.see(/[\r\n]both 42\r\n/);
  await fast.see(/[\r\n]both 42\r\n/);
}, 120_000);

test('the agent’s memory stays bounded while a flood has no reader', async () => {
  const shell = open('unread');
  await shell.prompt();
  shell.stall(true);
  shell.type('head -c 100M /dev/zero | tr "\\0" x; touch /tmp/flooded; echo; echo DO""NE\r');
  const other = open('watch');
  await expect.poll(() => other.run('ls /tmp/flooded 2>&1'), { timeout: 60_000 }).toContain('exit=0');
  const status = await readFile(`/proc/${await workspace.agentPid()}/status`, 'utf8');
  expect(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024).toBeLessThan(350);
  shell.stall(false);
  await shell.see('DONE');
}, 120_000);

test('20 terminals, relays killed and sockets cut at random: every client ends with every line once and in order', async () => {
  // A workspace holds 32 terminals; those of the tests above are among them.
  for (const { terminal } of await server.relay.terminals(workspace.agent))
    await server.relay.close(workspace.agent, terminal);
  const report = await runChaos({ socketPath: workspace.socketPath, seconds: 12 });
  expect(report.faults).toEqual([]);
  expect(report.relaysKilled).toBeGreaterThan(0);
  expect(report.socketsCut).toBeGreaterThan(1);
  expect(report.sleepers).toBeGreaterThan(0);
  expect(report.lines).toBeGreaterThan(20);
}, 120_000);
