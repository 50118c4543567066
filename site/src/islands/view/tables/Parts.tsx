import { type ClusterPicture, objectsOf, type ViewHappening, type ViewPod } from '@drydock/model';
import type { ComponentChildren } from 'preact';
import { newestFirst } from '../changes/happenings.ts';
import { Happenings } from '../changes/Happenings.tsx';
import { HappeningTable, ServiceTable, StorageTable } from './OtherTables.tsx';
import { PodsByNode, PodsByOwner } from '../pods/PodGroups.tsx';
import { Services } from './Services.tsx';
import { servicesOf } from './services.ts';
import { useView } from '../shown.ts';
import { Storage } from './Storage.tsx';
import { storageChains } from './storage.ts';
import { PodTable, WorkloadTable } from './Tables.tsx';

interface PartsProps {
  readonly picture: ClusterPicture;
  readonly happenings: ReadonlyMap<string, readonly ViewHappening[]>;
  readonly isShown: (object: { namespace: string | null }) => boolean;
  readonly groupBy: 'node' | 'owner';
}

/** So many of the latest events are shown. */
const mostHappenings = 40;

/** The cluster as a picture: Pods in groups, Services, storage, events. */
export function PictureParts({ picture, happenings, isShown, groupBy }: PartsProps) {
  const { text } = useView();
  const { pods, services, chains, latest } = read(picture, isShown);
  const { turns } = picture;
  const Groups = groupBy === 'node' ? PodsByNode : PodsByOwner;
  return (
    <>
      <Part id="pods" title={text.pods} count={pods.length}>
        {pods.length === 0 && <p class="cv-none">{text.empty}</p>}
        <Groups picture={picture} pods={pods} happenings={happenings} isShown={isShown} />
      </Part>
      {services.length > 0 && (
        <Part id="services" title={text.services} count={services.length}>
          <Services services={services} turns={turns} />
        </Part>
      )}
      {chains.length > 0 && (
        <Part id="storage" title={text.storage}>
          <Storage chains={chains} turns={turns} />
        </Part>
      )}
      <Part id="happenings" title={text.happenings}>
        <Happenings happenings={latest} turns={turns} />
      </Part>
    </>
  );
}

/** The same as tables: for screen readers, and for pages at 200 %. */
export function TableParts({ picture, isShown }: PartsProps) {
  const { pods, services, chains, latest } = read(picture, isShown);
  return (
    <>
      <PodTable picture={picture} pods={pods} />
      <WorkloadTable picture={picture} isShown={isShown} />
      {services.length > 0 && <ServiceTable services={services} />}
      {chains.length > 0 && <StorageTable chains={chains} />}
      <HappeningTable happenings={latest} />
    </>
  );
}

function read(picture: ClusterPicture, isShown: PartsProps['isShown']) {
  const pods = [...objectsOf(picture, 'Pod').values()].filter(isShown).toSorted(byNamespaceAndName);
  const latest = newestFirst([...objectsOf(picture, 'Event').values()].filter(isShown)).slice(0, mostHappenings);
  return { pods, latest, services: servicesOf(picture, isShown), chains: storageChains(picture, pods, isShown) };
}

function byNamespaceAndName(one: ViewPod, other: ViewPod): number {
  if (one.namespace !== other.namespace) return (one.namespace ?? '') < (other.namespace ?? '') ? -1 : 1;
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}

function Part({
  id,
  title,
  count,
  children,
}: {
  id: string;
  title: string;
  count?: number;
  children: ComponentChildren;
}) {
  return (
    <section class="cv-part-of" data-part={id} aria-labelledby={`cv-${id}`}>
      <h2 id={`cv-${id}`}>
        {title}
        {count !== undefined && <span class="cv-count">{count}</span>}
      </h2>
      {children}
    </section>
  );
}
