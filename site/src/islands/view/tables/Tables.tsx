import { type ClusterPicture, objectsOf, type ViewPod, type ViewPodUsage } from '@drydock/model';
import type { ComponentChildren } from 'preact';
import { bytesText, cpuText } from '../pods/amounts.ts';
import { memo } from '../memo.tsx';
import { ObjectName } from '../ObjectName.tsx';
import { ownerName, workloadsOf } from '../owners.ts';
import { useView } from '../shown.ts';
import { workloadCounts } from './workload-words.ts';
import type { ViewText } from '../../../text/en/view.ts';

type Column = keyof ViewText['columns'];

/** A table with its heading, which scrolls within itself on a narrow page. */
export function Table({
  title,
  columns,
  children,
}: {
  title: string;
  columns: readonly Column[];
  children: ComponentChildren;
}) {
  const { text } = useView();
  return (
    <div class="cv-table">
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {text.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** Pods as `kubectl get pods --output wide` lists them, with what they use. */
export function PodTable({ picture, pods }: { picture: ClusterPicture; pods: readonly ViewPod[] }) {
  const { text } = useView();
  const workloads = workloadsOf(picture);
  return (
    <Table
      title={text.pods}
      columns={['namespace', 'name', 'ready', 'status', 'restarts', 'node', 'owner', 'memory', 'cpu']}
    >
      {pods.map((pod) => (
        <PodRow
          key={pod.uid}
          pod={pod}
          owner={ownerName(pod, workloads)}
          usage={objectsOf(picture, 'PodUsage').get(`usage ${pod.namespace}/${pod.name}`)}
        />
      ))}
    </Table>
  );
}

const PodRow = memo(
  ({ pod, owner, usage }: { pod: ViewPod; owner: string | null; usage: ViewPodUsage | undefined }) => {
    const memory = sum(usage?.containers.map(({ memoryBytes }) => memoryBytes));
    const cpu = sum(usage?.containers.map(({ cpuMillis }) => cpuMillis));
    const limit = sum(pod.containers.map(({ limits }) => limits.memoryBytes));
    return (
      <tr data-pod={pod.name}>
        <td>{pod.namespace}</td>
        <th scope="row">
          <ObjectName kind="Pod" namespace={pod.namespace} name={pod.name} uid={pod.uid} />
        </th>
        <td>
          {pod.readyContainers}/{pod.containers.filter(({ role }) => role !== 'init').length}
        </td>
        <td>{pod.word}</td>
        <td>{pod.restarts}</td>
        <td>{pod.node}</td>
        <td>{owner}</td>
        <td>
          {memory === null ? '–' : bytesText(memory)}
          {limit !== null && ` / ${bytesText(limit)}`}
        </td>
        <td>{cpu === null ? '–' : cpuText(cpu)}</td>
      </tr>
    );
  },
);

function sum(amounts: readonly (number | null)[] | undefined): number | null {
  const known = (amounts ?? []).filter((amount) => amount !== null);
  return known.length === 0 ? null : known.reduce((all, each) => all + each, 0);
}

/** Workloads with how many of their Pods are ready, and what made them. */
export function WorkloadTable({
  picture,
  isShown,
}: {
  picture: ClusterPicture;
  isShown: (object: { namespace: string | null }) => boolean;
}) {
  const { text } = useView();
  const workloads = [...workloadsOf(picture).values()].filter(isShown);
  if (workloads.length === 0) return null;
  return (
    <Table title={text.workloads} columns={['namespace', 'kind', 'name', 'ready', 'owner']}>
      {workloads.map((workload) => (
        <tr key={workload.uid}>
          <td>{workload.namespace}</td>
          <td>{workload.kind}</td>
          <th scope="row">
            <ObjectName {...workload} />
          </th>
          <td>{workloadCounts(workload, text).join(', ')}</td>
          <td>{workload.owner ? `${workload.owner.kind} ${workload.owner.name}` : ''}</td>
        </tr>
      ))}
    </Table>
  );
}
