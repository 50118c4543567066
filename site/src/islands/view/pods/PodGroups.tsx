import {
  type ClusterPicture,
  objectsOf,
  type ViewHappening,
  type ViewNode,
  type ViewPod,
  type ViewWorkload,
} from '@drydock/model';
import { bytesText, cpuText } from './amounts.ts';
import { glow } from '../changes/glow.ts';
import { Mark } from '../Mark.tsx';
import { groupByNode } from '../nodes.ts';
import { ObjectName } from '../ObjectName.tsx';
import { groupByOwner, ownerName, workloadsOf } from '../owners.ts';
import { PodCard } from './PodCard.tsx';
import { useView } from '../shown.ts';
import { UsageBar } from './UsageBar.tsx';
import { workloadCounts } from '../tables/workload-words.ts';

export interface PodGroupsProps {
  readonly picture: ClusterPicture;
  readonly pods: readonly ViewPod[];
  readonly happenings: ReadonlyMap<string, readonly ViewHappening[]>;
  readonly isShown: (object: { namespace: string | null }) => boolean;
}

/** Pods below the node they run on. */
export function PodsByNode({ picture, pods, happenings }: PodGroupsProps) {
  const { text } = useView();
  const workloads = workloadsOf(picture);
  return groupByNode(picture, pods).map(({ key, node, pods: own }) => (
    <section key={key} class="cv-group" aria-label={node ? `Node ${node.name}` : text.noNode}>
      <header class="cv-group-head">
        {node ? <NodeHead node={node} picture={picture} /> : <h3>{text.noNode}</h3>}
      </header>
      {own.length === 0 ? (
        <p class="cv-none">{text.noPods}</p>
      ) : (
        <PodCards pods={own} picture={picture} happenings={happenings} ownerOf={(pod) => ownerName(pod, workloads)} />
      )}
    </section>
  ));
}

interface PodCardsProps extends Omit<PodGroupsProps, 'isShown'> {
  /** What a card names as the Pod's owner. */
  readonly ownerOf: (pod: ViewPod) => string | null;
}

function PodCards({ picture, pods, happenings, ownerOf }: PodCardsProps) {
  return (
    <ul class="cv-cards">
      {pods.map((pod) => (
        <PodCard
          key={pod.uid}
          pod={pod}
          usage={objectsOf(picture, 'PodUsage').get(`usage ${pod.namespace}/${pod.name}`)}
          happenings={happenings.get(pod.uid)}
          owner={ownerOf(pod)}
          turn={picture.turns.get(pod.uid) ?? 0}
        />
      ))}
    </ul>
  );
}

function NodeHead({ node, picture }: { node: ViewNode; picture: ClusterPicture }) {
  const { text } = useView();
  const usage = objectsOf(picture, 'NodeUsage').get(`usage ${node.name}`);
  return (
    <>
      <h3 {...glow(picture.turns.get(node.uid))}>
        <Mark tone={node.isReady ? 'good' : 'bad'} />
        <ObjectName kind="Node" namespace={null} name={node.name} uid={node.uid} hasKind />
      </h3>
      <span class="cv-facts">
        <span>{node.isReady ? text.nodeReady : text.nodeNotReady}</span>
        {node.isCordoned && <span class="cv-why">{text.cordoned}</span>}
      </span>
      <span class="cv-node-usage">
        <UsageBar
          what="memory"
          used={usage?.memoryBytes ?? null}
          request={null}
          limit={node.allocatable.memoryBytes}
          format={bytesText}
        />
        <UsageBar
          what="cpu"
          used={usage?.cpuMillis ?? null}
          request={null}
          limit={node.allocatable.cpuMillis}
          format={cpuText}
        />
      </span>
    </>
  );
}

/** Pods below what made them: Deployment, then ReplicaSet. */
export function PodsByOwner({ picture, pods, happenings, isShown }: PodGroupsProps) {
  const { text } = useView();
  const groups = groupByOwner(pods, workloadsOf(picture), isShown);
  return groups.map(({ key, top, parts }) => (
    <section key={key} class="cv-group" aria-label={top ? `${top.kind} ${top.name}` : text.bare}>
      <header class="cv-group-head">
        {top ? <WorkloadHead level={3} workload={top} turn={picture.turns.get(top.uid)} /> : <h3>{text.bare}</h3>}
      </header>
      {parts.length === 0 && <p class="cv-none">{text.noPods}</p>}
      {parts.map(({ owner, pods: own }) => (
        <div key={owner?.uid ?? ''} class="cv-part">
          {owner && owner.uid !== top?.uid && (
            <div class="cv-part-head">
              <span aria-hidden="true">↳</span>
              <WorkloadHead level={4} workload={owner} turn={picture.turns.get(owner.uid)} />
            </div>
          )}
          <PodCards
            pods={own}
            picture={picture}
            happenings={happenings}
            ownerOf={({ owner: its }) => (top || !its ? null : `${its.kind} ${its.name}`)}
          />
        </div>
      ))}
    </section>
  ));
}

function WorkloadHead({ level, workload, turn }: { level: 3 | 4; workload: ViewWorkload; turn: number | undefined }) {
  const { text } = useView();
  const { kind, namespace, name, uid, wanted, ready } = workload;
  const Heading = level === 3 ? 'h3' : 'h4';
  return (
    <>
      <Heading {...glow(turn)}>
        {wanted !== null && <Mark tone={(ready ?? 0) >= wanted ? 'good' : 'busy'} />}
        <ObjectName kind={kind} namespace={namespace} name={name} uid={uid} hasKind />
      </Heading>
      <span class="cv-facts">
        {workloadCounts(workload, text).map((words) => (
          <span key={words}>{words}</span>
        ))}
      </span>
    </>
  );
}
