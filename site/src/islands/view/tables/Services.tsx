import type { ViewEndpoints } from '@drydock/model';
import type { ViewText } from '../../../text/en/view.ts';
import { glow } from '../changes/glow.ts';
import { Mark } from '../Mark.tsx';
import { ObjectName } from '../ObjectName.tsx';
import type { ServiceEndpoints } from './services.ts';
import { useView } from '../shown.ts';
import type { Tone } from '../tone.ts';

type Endpoint = ViewEndpoints['endpoints'][number];

/** Services, each with its endpoints and whether they are ready. */
export function Services({
  services,
  turns,
}: {
  services: readonly ServiceEndpoints[];
  turns: ReadonlyMap<string, number>;
}) {
  const { text } = useView();
  return (
    <ul class="cv-cards">
      {services.map(({ service, endpoints }) => (
        <li key={service.uid} class="cv-card" data-service={service.name} {...glow(turns.get(service.uid))}>
          <div class="cv-card-head">
            <ObjectName kind="Service" namespace={service.namespace} name={service.name} uid={service.uid} />
            <span class="cv-word">{service.type}</span>
          </div>
          <p class="cv-facts">
            {service.clusterIp && <span>{service.clusterIp}</span>}
            <span>{service.ports.join(', ')}</span>
          </p>
          {endpoints.length === 0 ? (
            <p class={service.hasSelector ? 'cv-why' : 'cv-none'}>
              {service.hasSelector ? text.noEndpoints : text.noSelector}
            </p>
          ) : (
            <ul class="cv-endpoints">
              {endpoints.map((endpoint) => (
                <li key={`${endpoint.address} ${endpoint.pod}`} class="cv-container-line">
                  <Mark tone={toneOf(endpoint)} />
                  <span class="cv-container-name">{endpoint.pod ?? endpoint.address}</span>
                  <span class="cv-container-word">{endpointWord(endpoint, text)}</span>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

function toneOf({ isReady, isTerminating }: Endpoint): Tone {
  if (isTerminating) return 'leaving';
  return isReady ? 'good' : 'bad';
}

/** Whether an endpoint gets requests, in a word. */
export function endpointWord({ isReady, isServing, isTerminating }: Endpoint, text: ViewText): string {
  if (isTerminating) return isServing ? text.endpointServing : text.endpointTerminating;
  return isReady ? text.endpointReady : text.endpointNotReady;
}
