import { z } from 'zod';
import { Quantities } from './amounts.ts';

const Port = z.union([z.number(), z.string()]);

const Probe = z
  .object({
    httpGet: z.object({ path: z.string().nullish(), port: Port, scheme: z.string().nullish() }).nullish(),
    tcpSocket: z.object({ port: Port }).nullish(),
    exec: z.object({ command: z.array(z.string()).nullish() }).nullish(),
    grpc: z.object({ port: Port, service: z.string().nullish() }).nullish(),
    periodSeconds: z.number().nullish(),
    failureThreshold: z.number().nullish(),
  })
  .nullish();
export type Probe = NonNullable<z.infer<typeof Probe>>;

const Container = z.object({
  name: z.string(),
  image: z.string().nullish(),
  restartPolicy: z.string().nullish(),
  resources: z.object({ requests: Quantities, limits: Quantities }).nullish(),
  startupProbe: Probe,
  readinessProbe: Probe,
  livenessProbe: Probe,
});
export type Container = z.infer<typeof Container>;

const Terminated = z
  .object({
    reason: z.string().nullish(),
    message: z.string().nullish(),
    exitCode: z.number(),
    signal: z.number().nullish(),
    finishedAt: z.string().nullish(),
  })
  .nullish();

const Status = z.object({
  name: z.string(),
  ready: z.boolean().nullish(),
  started: z.boolean().nullish(),
  restartCount: z.number().nullish(),
  state: z
    .object({
      waiting: z.object({ reason: z.string().nullish(), message: z.string().nullish() }).nullish(),
      running: z.object({ startedAt: z.string().nullish() }).nullish(),
      terminated: Terminated,
    })
    .nullish(),
  lastState: z.object({ terminated: Terminated }).nullish(),
});
export type ContainerStatus = z.infer<typeof Status>;

/** What the view reads of a Pod. */
export const PodShape = z.object({
  spec: z.object({
    nodeName: z.string().nullish(),
    containers: z.array(Container),
    initContainers: z.array(Container).nullish(),
    volumes: z.array(z.object({ persistentVolumeClaim: z.object({ claimName: z.string() }).nullish() })).nullish(),
  }),
  status: z
    .object({
      phase: z.string().nullish(),
      reason: z.string().nullish(),
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            reason: z.string().nullish(),
            message: z.string().nullish(),
            lastTransitionTime: z.string().nullish(),
          }),
        )
        .nullish(),
      containerStatuses: z.array(Status).nullish(),
      initContainerStatuses: z.array(Status).nullish(),
    })
    .nullish(),
});
export type PodShape = z.infer<typeof PodShape>;
