import { run, startStep } from '@drydock/host';
import { CourseError } from '@drydock/model';
import type { ClusterOrder } from '../../docker/cluster-maker.ts';
import { fail } from '../text/fail.ts';
import { startArguments, type StartOrder } from './arguments.ts';
import { callMinikube } from './call.ts';
import { readEvent, type Said } from './events.ts';

/** The phases of minikube that are steps to us; each begins once, however many nodes there are. */
const phases: readonly { readonly is: (said: Said & { kind: 'step' }) => boolean; id: string; title: string }[] = [
  { is: ({ message }) => /worker node/u.test(message), id: 'workers', title: 'Joining the workers' },
  { is: ({ name }) => name === 'Creating Container', id: 'nodes', title: 'Starting the nodes' },
  { is: ({ name }) => name === 'Preparing Kubernetes', id: 'control-plane', title: 'Starting the control plane' },
];

/** Runs `minikube start`; its phases become steps. Rejects with minikube's own words. */
export async function startCluster(order: ClusterOrder, start: StartOrder): Promise<void> {
  const { signal, onStep, folder, environment, timeoutMs, onGroup } = order;
  const begun = new Set<string>();
  let end: ReturnType<typeof startStep> | undefined;
  let failure: (Said & { kind: 'error' }) | undefined;
  const onStatus = (line: string): void => {
    const said = readEvent(line);
    if (said?.kind === 'error') failure = said;
    if (said?.kind !== 'step' || begun.has('workers')) return;
    const phase = phases.find(({ is, id }) => is(said) && !begun.has(id));
    if (!phase) return;
    begun.add(phase.id);
    end?.('done');
    end = startStep(onStep, phase.id, phase.title);
  };
  // Its events come on standard output; they are read line by line from another descriptor.
  const [file, args] = callMinikube(startArguments(start), { folder, eventsOn: 3 });
  try {
    await run(file, args, { signal, timeoutMs, onStatus, onGroup, env: environment });
    end?.('done');
  } catch (error) {
    end?.('failed');
    if (!failure || !(error instanceof CourseError) || error.code !== 'command_failed') throw error;
    const { message, advice } = failure;
    throw fail('command_failed', (text) => text.notStarted(start.profile, message, advice), { cause: error });
  }
}
