import type { ContainerStatus, PodShape } from './pod-shape.ts';

/** What `kubectl get pods` prints of a Pod in READY, STATUS and RESTARTS. */
export interface PrintedPod {
  readonly word: string;
  readonly readyContainers: number;
  readonly restarts: number;
}

/** Words a Pod as kubectl does: the rules of printPod in kubernetes/pkg/printers/internalversion. */
export function printPod({ spec, status }: PodShape, isLeaving: boolean): PrintedPod {
  const conditions = status?.conditions ?? [];
  const isTrue = (type: string): boolean => conditions.some((each) => each.type === type && each.status === 'True');
  const phase = status?.phase ?? 'Unknown';
  let word = status?.reason || phase;
  if (conditions.some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated'))
    word = 'SchedulingGated';

  const inits = status?.initContainerStatuses ?? [];
  const sidecars = new Set(
    (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name),
  );
  const isUp = (each: ContainerStatus): boolean => sidecars.has(each.name) && each.started === true;
  let readyContainers = inits.filter((each) => isUp(each) && each.ready === true).length;
  let restarts = restartsOf(inits);
  const index = inits.findIndex((each) => each.state?.terminated?.exitCode !== 0 && !isUp(each));
  const blocking = inits[index];
  if (blocking) word = initWord(blocking, index, spec.initContainers?.length ?? inits.length);

  if (!blocking || isTrue('Initialized')) {
    const mains = status?.containerStatuses ?? [];
    restarts = restartsOf(inits.filter(({ name }) => sidecars.has(name))) + restartsOf(mains);
    const running = mains.filter((each) => each.ready === true && each.state?.running != null);
    readyContainers += running.length;
    word = mains.toReversed().reduce((before, each) => mainWord(each) ?? before, word);
    if (word === 'Completed' && running.length > 0) word = isTrue('Ready') ? 'Running' : 'NotReady';
  }
  if (isLeaving && status?.reason === 'NodeLost') word = 'Unknown';
  else if (isLeaving && phase !== 'Failed' && phase !== 'Succeeded') word = 'Terminating';
  return { word, readyContainers, restarts };
}

function restartsOf(statuses: readonly ContainerStatus[]): number {
  return statuses.reduce((sum, { restartCount }) => sum + (restartCount ?? 0), 0);
}

function initWord({ state }: ContainerStatus, index: number, count: number): string {
  if (state?.terminated) return `Init:${endWord(state.terminated)}`;
  const reason = state?.waiting?.reason;
  return reason && reason !== 'PodInitializing' ? `Init:${reason}` : `Init:${index}/${count}`;
}

function mainWord({ state }: ContainerStatus): string | undefined {
  if (state?.waiting?.reason) return state.waiting.reason;
  return state?.terminated ? endWord(state.terminated) : undefined;
}

function endWord({
  reason,
  signal,
  exitCode,
}: NonNullable<NonNullable<ContainerStatus['state']>['terminated']>): string {
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}
