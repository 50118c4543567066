import type { Sandbox, SandboxDriver } from '@drydock/sandbox';

/** What a command ended with. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A driver whose workspaces run commands: `run` gets what was written to them. */
export function withShell(
  inner: SandboxDriver,
  run: (input: string, signal: AbortSignal | undefined) => Ended | Promise<Ended>,
): SandboxDriver {
  const open = (sandbox: Sandbox): Sandbox => ({
    ...sandbox,
    workspace: () => ({
      name: `${sandbox.id}-workspace`,
      exec: async (_, { input = '', signal } = {}) => run(input, signal),
    }),
  });
  return {
    ...inner,
    create: async (spec, options) => open(await inner.create(spec, options)),
    list: async () => (await inner.list()).map(open),
  };
}
