import { setTimeout as delay } from 'node:timers/promises';
import type { DriverInfo } from '@drydock/model';
import type { DriverFacts } from '../../driver.ts';

/** What one can have a simulated sandbox do. */
export interface FakeDriverOptions {
  /** The folder that plays the host: drivers on the same folder see the same sandboxes. */
  readonly directory: string;
  /** How long what takes, to simulate load; default is no time at all. */
  readonly milliseconds?: {
    readonly create?: number;
    readonly thaw?: number;
    readonly freeze?: number;
    readonly deepFreeze?: number;
  };
  /** What it cannot do; by default it claims to do all that kind can. */
  readonly info?: Partial<Omit<DriverFacts, 'name'>>;
  /** Plays the images: a sandbox made with another word is not current. */
  readonly images?: string;
  /** When the student last asked the API server of a sandbox; never, when not given. */
  readonly lastApiUse?: (id: string) => Date | undefined;
  /** Called while memory is pushed out and awaited: what it throws is the failure. */
  readonly onDeepFreeze?: (id: string, signal: AbortSignal | undefined) => Promise<void> | void;
  /** Called at the end of each step of a create and awaited: what it throws is the step's failure. */
  readonly onCreateStep?: (step: string, id: string) => Promise<void> | void;
}

/** The information about a simulated driver. */
export const fakeInfo: DriverInfo = {
  name: 'fake',
  profiles: ['one-node', 'three-nodes', 'one-node-election', 'three-nodes-election', 'no-cni', 'bare'],
  hasFreeze: true,
  hasDeepFreeze: true,
  hasNodeShells: true,
  hasRegistry: true,
  canPauseNodes: true,
};

export type FakeSettings = ReturnType<typeof settingsOf>;

export function settingsOf(options: FakeDriverOptions) {
  const {
    directory,
    milliseconds = {},
    images = 'fake',
    onCreateStep = () => undefined,
    onDeepFreeze = () => undefined,
    lastApiUse = () => undefined,
  } = options;
  return {
    info: { ...fakeInfo, ...options.info },
    directory,
    images,
    onCreateStep,
    onDeepFreeze,
    lastApiUse,
    /** Lets the time pass that the operation is said to take. */
    async pass(operation: 'create' | 'thaw' | 'freeze' | 'deepFreeze', share = 1, signal?: AbortSignal): Promise<void> {
      const time = (milliseconds[operation] ?? 0) * share;
      if (time > 0) await delay(time, undefined, signal && { signal });
    },
  };
}
