import type { HostLoad } from '@drydock/host';
import type { SandboxProfile } from '@drydock/model';
import type { FleetSettings } from './options.ts';
import { shortageOf } from './room.ts';

/** What the host has left, as it was measured last. */
export interface HostWatch {
  /** What keeps the host from one more sandbox beside those being made. */
  shortage(profile: SandboxProfile, making: readonly SandboxProfile[]): 'memory' | 'processors' | 'unknown' | undefined;
}

/** Measures the host again and again until the fleet ends, and calls `onReading` after each time. */
export function createHostWatch(
  { measure, measureMs, signal, log }: Pick<FleetSettings, 'measure' | 'measureMs' | 'signal' | 'log'>,
  onReading: () => void,
): HostWatch {
  let load: HostLoad | undefined;
  let isBlind = measure === undefined;

  async function read(): Promise<void> {
    try {
      load = await measure?.();
      isBlind = load === undefined;
    } catch (error) {
      if (!isBlind) log.error({ err: error }, 'the host could not be measured: only the maximum counts');
      isBlind = true;
    }
    if (!signal.aborted) onReading();
  }

  if (measure) {
    void read();
    const timer = setInterval(() => void read(), measureMs).unref();
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  }
  return {
    shortage(profile, making) {
      if (isBlind) return undefined;
      return load ? shortageOf(load, profile, making) : 'unknown';
    },
  };
}
