import type { OnStep } from '@drydock/model';
import type { Lifetime, Sandbox, SandboxDriver, SandboxSpec } from '../driver.ts';
import { newSandboxId } from '../sandbox-id.ts';

/** What the suite needs to know of a driver and its host. */
export interface Bench {
  /** A driver that shares no memory with those it gave before. */
  connect(): SandboxDriver;
  /** Of a cluster that is lent: the driver of another installation, by another name of the cluster. */
  readonly connectBeside?: () => SandboxDriver;
  /** A driver whose create fails after something was made. */
  connectFailing(): SandboxDriver;
  /** A step of a create at whose beginning something is there, and much is still to be made. */
  readonly stepHalfWay: string;
  /** Begins a create in another process and kills that process (SIGKILL) in the middle of it. */
  createAndKill(spec: SandboxSpec): Promise<void>;
  /** All that is on the host of this sandbox: containers, networks, files, and those of the volumes known from an earlier look that are still there. */
  traces(id: string, known: readonly string[]): Promise<readonly string[]>;
  /** Removes whatever the suite left. */
  close(): Promise<void>;
}

/** How long a create may take. */
export const createMs = 600_000;

/** A sandbox that was never made before. */
export function specOf(profile: SandboxSpec['profile'], lifetime: Lifetime = 'host'): SandboxSpec {
  return { id: newSandboxId(), profile, lifetime };
}

/** What a create needs of a caller who neither watches nor calls off. */
export function quiet(): { signal: AbortSignal; onStep: OnStep } {
  return { signal: new AbortController().signal, onStep: () => undefined };
}

/** A sandbox as a driver without memory finds it; undefined when it is in no list. */
export async function listedBy(bench: Bench, id: string): Promise<Sandbox | undefined> {
  return (await bench.connect().list()).find((sandbox) => sandbox.id === id);
}
