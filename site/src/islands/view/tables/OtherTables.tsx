import type { ViewHappening } from '@drydock/model';
import { timeText } from '../changes/happenings.ts';
import { ObjectName } from '../ObjectName.tsx';
import { endpointWord } from './Services.tsx';
import type { ServiceEndpoints } from './services.ts';
import { useView } from '../shown.ts';
import type { StorageChain } from './storage.ts';
import { Table } from './Tables.tsx';

/** Services with their endpoints. */
export function ServiceTable({ services }: { services: readonly ServiceEndpoints[] }) {
  const { text } = useView();
  return (
    <Table title={text.services} columns={['namespace', 'name', 'type', 'ports', 'endpoints']}>
      {services.map(({ service, endpoints }) => (
        <tr key={service.uid}>
          <td>{service.namespace}</td>
          <th scope="row">
            <ObjectName kind="Service" namespace={service.namespace} name={service.name} uid={service.uid} />
          </th>
          <td>{service.type}</td>
          <td>{service.ports.join(', ')}</td>
          <td>
            {endpoints.length === 0
              ? service.hasSelector
                ? text.noEndpoints
                : text.noSelector
              : endpoints
                  .map((endpoint) => `${endpoint.pod ?? endpoint.address}: ${endpointWord(endpoint, text)}`)
                  .join('; ')}
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** Claims and volumes with what they are bound to. */
export function StorageTable({ chains }: { chains: readonly StorageChain[] }) {
  const { text } = useView();
  return (
    <Table title={text.storage} columns={['namespace', 'kind', 'name', 'status', 'size', 'bound', 'type']}>
      {chains.flatMap(({ key, claim, volume, className }) => [
        ...(claim
          ? [
              <tr key={key}>
                <td>{claim.namespace}</td>
                <td>{claim.kind}</td>
                <th scope="row">
                  <ObjectName {...claim} />
                </th>
                <td>{claim.phase}</td>
                <td>{claim.size}</td>
                <td>{volume?.name ?? text.noVolume}</td>
                <td>{className ?? text.noClass}</td>
              </tr>,
            ]
          : []),
        ...(volume
          ? [
              <tr key={`${key} volume`}>
                <td>–</td>
                <td>{volume.kind}</td>
                <th scope="row">
                  <ObjectName {...volume} />
                </th>
                <td>{volume.phase}</td>
                <td>{volume.size}</td>
                <td>{volume.claim ? `${volume.claim.namespace}/${volume.claim.name}` : text.noClaim}</td>
                <td>{volume.storageClass ?? text.noClass}</td>
              </tr>,
            ]
          : []),
      ])}
    </Table>
  );
}

/** Events as `kubectl get events` lists them, the newest first. */
export function HappeningTable({ happenings }: { happenings: readonly ViewHappening[] }) {
  const { text } = useView();
  return (
    <Table title={text.happenings} columns={['time', 'reason', 'about', 'message']}>
      {happenings.map((happening) => (
        <tr key={happening.uid}>
          <td>
            <time dateTime={happening.at}>{timeText(happening.at)}</time>
          </td>
          <td>
            {happening.reason}
            {happening.count > 1 && ` (${text.times(happening.count)})`}
          </td>
          <th scope="row">
            <ObjectName {...happening.about} hasKind />
          </th>
          <td>{happening.message}</td>
        </tr>
      ))}
    </Table>
  );
}
