import { type ViewWorkload, workloadKinds } from '@drydock/model';
import { z } from 'zod';
import { commonOf, type Slimmer } from './identity.ts';

const Shape = z.object({
  kind: z.enum(workloadKinds),
  spec: z
    .object({
      replicas: z.number().nullish(),
      completions: z.number().nullish(),
      parallelism: z.number().nullish(),
      schedule: z.string().nullish(),
      paused: z.boolean().nullish(),
      suspend: z.boolean().nullish(),
    })
    .nullish(),
  status: z
    .object({
      readyReplicas: z.number().nullish(),
      desiredNumberScheduled: z.number().nullish(),
      numberReady: z.number().nullish(),
      succeeded: z.number().nullish(),
    })
    .nullish(),
});

/** A Deployment, ReplicaSet, StatefulSet, DaemonSet, Job or CronJob. */
export const slimWorkload: Slimmer = (object): ViewWorkload => {
  const shape = Shape.parse(object);
  const { kind, spec } = shape;
  return {
    kind,
    ...commonOf(object),
    ...countsOf(shape),
    schedule: spec?.schedule ?? null,
    isPaused: spec?.paused === true || spec?.suspend === true,
  };
};

function countsOf({ kind, spec, status }: z.infer<typeof Shape>): { wanted: number | null; ready: number | null } {
  if (kind === 'CronJob') return { wanted: null, ready: null };
  if (kind === 'Job') return { wanted: spec?.completions ?? spec?.parallelism ?? 1, ready: status?.succeeded ?? 0 };
  if (kind === 'DaemonSet') return { wanted: status?.desiredNumberScheduled ?? 0, ready: status?.numberReady ?? 0 };
  return { wanted: spec?.replicas ?? 1, ready: status?.readyReplicas ?? 0 };
}
