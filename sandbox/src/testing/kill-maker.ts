import process from 'node:process';
import { execa } from 'execa';
import type { SandboxSpec } from '../driver.ts';

interface Maker {
  readonly module: URL;
  readonly factory: string;
  readonly options: unknown;
  readonly spec: SandboxSpec;
}

/** For tests: lets a process of its own create a sandbox, and kills it (SIGKILL) when the named step begins, or when the sandbox is `complete`. */
export async function killMakerAt(step: string, { module, factory, options, spec }: Maker): Promise<void> {
  const script = `
    const { ${factory}: createDriver } = await import(${JSON.stringify(module.href)});
    const onStep = ({ id, state }) => console.log(state + ' ' + id);
    const signal = new AbortController().signal;
    await createDriver(${JSON.stringify(options)}).create(${JSON.stringify(spec)}, { signal, onStep });
    console.log('running complete');
    setInterval(() => undefined, 1000);
  `;
  const maker = execa(process.execPath, ['--input-type=module', '--eval', script], { reject: false });
  for await (const line of maker.iterable()) {
    if (line === `running ${step}`) maker.kill('SIGKILL');
  }
  const { signal, stderr } = await maker;
  if (signal !== 'SIGKILL') throw new Error(`The maker ended before the step ${step}: ${stderr}`);
}
