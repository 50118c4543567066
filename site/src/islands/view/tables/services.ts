import { type ClusterPicture, objectsOf, type ViewEndpoints, type ViewService } from '@drydock/model';

type Endpoint = ViewEndpoints['endpoints'][number];

/** A Service with where it sends what it gets. */
export interface ServiceEndpoints {
  readonly service: ViewService;
  readonly endpoints: readonly Endpoint[];
}

/** Services in order, each with the endpoints of all its slices. */
export function servicesOf(
  picture: ClusterPicture,
  isShown: (object: ViewService) => boolean,
): readonly ServiceEndpoints[] {
  const byService = new Map<string, Endpoint[]>();
  for (const { namespace, service, endpoints } of objectsOf(picture, 'EndpointSlice').values()) {
    const key = `${namespace}/${service}`;
    byService.set(key, [...(byService.get(key) ?? []), ...endpoints]);
  }
  return [...objectsOf(picture, 'Service').values()]
    .filter(isShown)
    .toSorted((a, b) => `${a.namespace} ${a.name}`.localeCompare(`${b.namespace} ${b.name}`))
    .map((service) => ({
      service,
      endpoints: (byService.get(`${service.namespace}/${service.name}`) ?? []).toSorted((a, b) =>
        (a.pod ?? a.address).localeCompare(b.pod ?? b.address),
      ),
    }));
}
