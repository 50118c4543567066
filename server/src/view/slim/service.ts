import type { ViewEndpoints, ViewService } from '@drydock/model';
import { z } from 'zod';
import { commonOf, type Slimmer } from './identity.ts';

const Service = z.object({
  spec: z.object({
    type: z.string().nullish(),
    clusterIP: z.string().nullish(),
    selector: z.record(z.string(), z.string()).nullish(),
    ports: z
      .array(z.object({ port: z.number(), nodePort: z.number().nullish(), protocol: z.string().nullish() }))
      .nullish(),
  }),
});

/** A Service, without its endpoints. */
export const slimService: Slimmer = (object): ViewService => {
  const { spec } = Service.parse(object);
  return {
    kind: 'Service',
    ...commonOf(object),
    type: spec.type ?? 'ClusterIP',
    clusterIp: spec.clusterIP || null,
    ports: (spec.ports ?? []).map(
      ({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol ?? 'TCP'}`,
    ),
    hasSelector: Object.keys(spec.selector ?? {}).length > 0,
  };
};

const Slice = z.object({
  metadata: z.object({ labels: z.record(z.string(), z.string()).nullish() }),
  endpoints: z
    .array(
      z.object({
        addresses: z.array(z.string()).nullish(),
        targetRef: z.object({ kind: z.string().nullish(), name: z.string().nullish() }).nullish(),
        conditions: z
          .object({
            ready: z.boolean().nullish(),
            serving: z.boolean().nullish(),
            terminating: z.boolean().nullish(),
          })
          .nullish(),
      }),
    )
    .nullish(),
});

/** An EndpointSlice; what is not said of an endpoint counts as ready. */
export const slimEndpoints: Slimmer = (object): ViewEndpoints => {
  const { metadata, endpoints } = Slice.parse(object);
  return {
    kind: 'EndpointSlice',
    ...commonOf(object),
    service: metadata.labels?.['kubernetes.io/service-name'] ?? null,
    endpoints: (endpoints ?? []).map(({ addresses, targetRef, conditions }) => ({
      address: addresses?.[0] ?? '',
      pod: targetRef?.kind === 'Pod' ? (targetRef.name ?? null) : null,
      isReady: conditions?.ready ?? true,
      isServing: conditions?.serving ?? conditions?.ready ?? true,
      isTerminating: conditions?.terminating ?? false,
    })),
  };
};
