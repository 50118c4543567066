import { aborted, nameThisProcess, runStep } from '@drydock/host';
import { CourseError, type OnStep } from '@drydock/model';
import type { SandboxSpec } from '../../driver.ts';
import type { FakeSettings } from './options.ts';
import { forget, readRecord, type Record, writeRecord } from './record.ts';
import { fail } from '../../text/fail.ts';

/** The steps of a real create, in its order and about its shares of the time. */
const steps = [
  { id: 'network', title: 'Making a network of its own', share: 0.02 },
  { id: 'nodes', title: 'Starting the nodes', share: 0.1 },
  { id: 'control-plane', title: 'Starting the control plane', share: 0.5 },
  { id: 'ready', title: 'Waiting for the nodes', share: 0.3 },
  { id: 'workspace', title: 'Opening the workspace', share: 0.08 },
];

/** Makes the record of a sandbox step by step, or nothing. */
export async function create(
  settings: FakeSettings,
  spec: SandboxSpec,
  options: { signal: AbortSignal; onStep: OnStep },
): Promise<Record> {
  const { directory } = settings;
  const { signal, onStep } = options;
  if (await readRecord(directory, spec.id)) {
    throw fail('conflict', (text) => text.idTaken(spec.id));
  }
  const record = recordOf(settings, spec);
  try {
    signal.throwIfAborted();
    await writeRecord(directory, record);
    for (const { id, title, share } of steps) {
      await runStep(onStep, id, title, async () => {
        await settings.pass('create', share, signal);
        await settings.onCreateStep(id, spec.id);
        signal.throwIfAborted();
      });
    }
    const complete = { ...record, isComplete: true };
    await writeRecord(directory, complete);
    return complete;
  } catch (error) {
    await forget(directory, spec.id);
    throw signal.aborted && !(error instanceof CourseError) ? aborted(['create', spec.id], error) : error;
  }
}

function recordOf({ images }: FakeSettings, spec: SandboxSpec): Record {
  return {
    id: spec.id,
    profile: spec.profile,
    driver: 'fake',
    state: 'running',
    createdAt: new Date().toISOString(),
    lifetime: spec.lifetime ?? 'host',
    isStopped: false,
    isClaimed: false,
    isComplete: false,
    isDeep: false,
    pausedNodes: [],
    maker: nameThisProcess(),
    images,
  };
}
