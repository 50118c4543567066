import { execa } from 'execa';

const probeMs = 8000;

/** Whether this machine's Docker can get an image now: it is here already, or its registry answers within 8 s. */
export async function canPull(ref: string): Promise<boolean> {
  const options = { reject: false, stdin: 'ignore', timeout: probeMs } as const;
  const here = await execa('docker', ['image', 'inspect', ref], options);
  if (here.exitCode === 0) return true;
  const there = await execa('docker', ['manifest', 'inspect', ref], options);
  return there.exitCode === 0;
}
