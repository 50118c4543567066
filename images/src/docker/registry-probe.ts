import { runToEnd } from '@drydock/host';

const timeoutMs = 8000;

/** Whether this machine's Docker can get an image now: it is here already, or its registry answers within 8 s. */
export async function canPull(ref: string): Promise<boolean> {
  const here = await runToEnd('docker', ['image', 'inspect', ref], { timeoutMs });
  if (here.exitCode === 0) return true;
  const there = await runToEnd('docker', ['manifest', 'inspect', ref], { timeoutMs, needsProxy: true });
  return there.exitCode === 0;
}
