import type { SandboxDriver } from '@drydock/sandbox';

/** A running Drydock of this machine, and the driver that finds its sandboxes. */
export interface Served {
  readonly address: string;
  readonly driver: Pick<SandboxDriver, 'list'>;
}
