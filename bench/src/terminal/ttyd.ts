import { docker } from '@drydock/host';
import { CourseError } from '@drydock/model';
import type { WorkspaceContainer } from '@drydock/terminal/testing';

export const ttydPort = 7681;

/** Starts ttyd in a workspace; the address of its WebSocket. ttyd is in Debian sid only; what it needs is in the image's own release. The shell it serves is the one the agent starts. */
export async function startTtyd(workspace: WorkspaceContainer): Promise<string> {
  const script = [
    'echo "deb [check-valid-until=no] http://deb.debian.org/debian sid main" >/etc/apt/sources.list.d/sid.list',
    'printf "Package: *\\nPin: release a=unstable\\nPin-Priority: 50\\n" >/etc/apt/preferences.d/sid',
    'apt-get -qq update && apt-get -qq install --yes --no-install-recommends ttyd',
  ];
  try {
    await workspace.exec('sh', '-c', script.join(' && '));
    await docker([
      'exec',
      '--detach',
      '--user=student',
      '--env=TERM=xterm-256color',
      '--env=HOME=/home/student',
      workspace.name,
      'ttyd',
      '--port',
      String(ttydPort),
      '--writable',
      'bash',
      '-l',
    ]);
  } catch (cause) {
    throw new CourseError(
      'command_failed',
      'ttyd could not be installed beside the terminal to compare it with.',
      'See that Debian packages can be installed in a container: docker run --rm debian apt-get update.',
      { cause },
    );
  }
  const address = await docker([
    'inspect',
    '--format',
    '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}',
    workspace.name,
  ]);
  const url = `ws://${address.trim()}:${ttydPort}/ws`;
  await workspace.exec('sh', '-c', `until curl -so /dev/null http://127.0.0.1:${ttydPort}/; do sleep 0.1; done`);
  return url;
}
