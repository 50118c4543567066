import type { ViewContainer, ViewPod, ViewProbe } from '@drydock/model';
import { amountsOf } from './amounts.ts';
import { brief } from './brief.ts';
import { commonOf, type Slimmer } from './identity.ts';
import { type Container, type ContainerStatus, PodShape, type Probe } from './pod-shape.ts';
import { printPod } from './pod-word.ts';

/** A Pod with its containers. */
export const slimPod: Slimmer = (object): ViewPod => {
  const pod = PodShape.parse(object);
  const { spec, status } = pod;
  const common = commonOf(object);
  const conditions = status?.conditions ?? [];
  const ready = conditions.find(({ type }) => type === 'Ready');
  const scheduled = conditions.find(({ type }) => type === 'PodScheduled');
  const statuses = new Map(
    [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].map((each) => [each.name, each]),
  );
  return {
    kind: 'Pod',
    ...common,
    node: spec.nodeName ?? null,
    phase: status?.phase ?? 'Unknown',
    ...printPod(pod, common.isLeaving),
    isReady: ready?.status === 'True',
    readySince: ready?.lastTransitionTime ?? null,
    containers: [
      ...(spec.initContainers ?? []).map((each) =>
        containerOf(each, each.restartPolicy === 'Always' ? 'sidecar' : 'init', statuses.get(each.name)),
      ),
      ...spec.containers.map((each) => containerOf(each, 'main', statuses.get(each.name))),
    ],
    claims: (spec.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) => (claim ? [claim.claimName] : [])),
    unscheduled: scheduled?.status === 'False' ? brief(scheduled.message) : null,
  };
};

function containerOf(spec: Container, role: ViewContainer['role'], status: ContainerStatus | undefined): ViewContainer {
  const { running, terminated, waiting } = status?.state ?? {};
  const last = status?.lastState?.terminated;
  return {
    name: spec.name,
    image: spec.image ?? '',
    role,
    state: terminated ? 'terminated' : running ? 'running' : 'waiting',
    reason: terminated?.reason ?? waiting?.reason ?? null,
    message: brief(terminated?.message ?? waiting?.message),
    exitCode: terminated?.exitCode ?? null,
    since: terminated?.finishedAt ?? running?.startedAt ?? null,
    isReady: status?.ready ?? false,
    isStarted: status?.started ?? false,
    restarts: status?.restartCount ?? 0,
    last: last ? { reason: last.reason ?? null, exitCode: last.exitCode, at: last.finishedAt ?? null } : null,
    requests: amountsOf(spec.resources?.requests),
    limits: amountsOf(spec.resources?.limits),
    probes: [
      ...probeOf('startup', spec.startupProbe),
      ...probeOf('readiness', spec.readinessProbe),
      ...probeOf('liveness', spec.livenessProbe),
    ],
  };
}

function probeOf(kind: ViewProbe['kind'], probe: Probe | null | undefined): ViewProbe[] {
  if (!probe) return [];
  const { periodSeconds, failureThreshold } = probe;
  return [{ kind, asks: asksOf(probe), periodSeconds: periodSeconds ?? 10, failureThreshold: failureThreshold ?? 3 }];
}

function asksOf({ httpGet, tcpSocket, exec, grpc }: Probe): string {
  if (httpGet) {
    const scheme = httpGet.scheme === 'HTTPS' ? 'HTTPS ' : '';
    return `${scheme}GET :${httpGet.port}${httpGet.path ?? '/'}`;
  }
  if (tcpSocket) return `TCP :${tcpSocket.port}`;
  if (grpc) return `gRPC :${grpc.port}${grpc.service ? ` ${grpc.service}` : ''}`;
  return brief(`exec ${(exec?.command ?? []).join(' ')}`, 120) ?? 'exec';
}
