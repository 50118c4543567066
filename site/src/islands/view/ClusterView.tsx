import { type Language, objectsOf, type ViewHappening, type ViewObject, type ViewPodUsage } from '@drydock/model';
import { useMemo, useRef, useState } from 'preact/hooks';
import { viewTextOf } from '../../text/view.ts';
import '../../styles/view.css';
import { turnsSince } from './changes/glow.ts';
import { happeningsByObject } from './changes/happenings.ts';
import { isShown, namespacesOf } from './namespaces.ts';
import { ObjectPanel } from './ObjectPanel.tsx';
import { usePicture } from './picture.ts';
import type { Place } from './place.ts';
import { PictureParts, TableParts } from './tables/Parts.tsx';
import { useViewSettings } from './settings.ts';
import { type ShownObject, View, type ViewContext } from './shown.ts';
import { StatusNote } from './StatusNote.tsx';
import { Toolbar } from './Toolbar.tsx';

export interface ClusterViewProps {
  place: Place;
  language: Language;
}

/** A live picture of the student's own cluster, in a lab or a lesson. It looks at the cluster only while it is shown. */
export default function ClusterView({ place, language }: ClusterViewProps) {
  const { picture, isCut } = usePicture(place);
  const [settings, change] = useViewSettings();
  const [only, setOnly] = useState<string | null>(null);
  const [shown, show] = useState<ShownObject | null>(null);
  const opener = useRef<Element | null>(null);
  const happenings = useRef<ReadonlyMap<string, readonly ViewHappening[]>>(new Map());
  const context = useMemo<ViewContext>(
    () => ({
      text: viewTextOf(language),
      open(object) {
        opener.current = document.activeElement;
        show(object);
      },
    }),
    [language],
  );
  const { text } = context;
  const filter = { only, hasSystem: settings.hasSystem };
  const form = `${settings.groupBy} ${settings.isTable} ${settings.hasSystem} ${only}`;
  const old = useMemo(() => picture.turns, [form, picture.hasSnapshot]);
  const turns = useMemo(() => turnsSince(picture.turns, old), [picture.turns, old]);
  happenings.current = useMemo(() => happeningsByObject(picture, happenings.current), [picture.objects.Event]);
  const parts = {
    picture: { ...picture, turns },
    happenings: happenings.current,
    isShown: (object: { namespace: string | null }) => isShown(object, filter),
    groupBy: settings.groupBy,
  };
  const close = () => {
    show(null);
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  const namespaces = namespacesOf(picture, settings.hasSystem);
  return (
    <View.Provider value={context}>
      <section class="cluster-view not-content" aria-label={text.title} data-status={picture.status ?? 'loading'}>
        <Toolbar
          settings={settings}
          change={change}
          filter={filter}
          namespaces={only === null || namespaces.includes(only) ? namespaces : [...namespaces, only]}
          onNamespace={setOnly}
        />
        <StatusNote picture={picture} isCut={isCut} language={language} />
        <div class="cv-main">
          <div class="cv-scroll">
            {picture.hasSnapshot && (settings.isTable ? <TableParts {...parts} /> : <PictureParts {...parts} />)}
          </div>
          {shown && (
            <ObjectPanel
              key={`${shown.kind} ${shown.namespace} ${shown.name} ${shown.uid}`}
              place={place}
              object={shown}
              known={knownOf(shown, picture.objects)}
              happenings={(shown.uid !== null && happenings.current.get(shown.uid)) || []}
              language={language}
              onClose={close}
            />
          )}
        </div>
      </section>
    </View.Provider>
  );
}

function knownOf(
  { kind, uid, name, namespace }: ShownObject,
  objects: Parameters<typeof objectsOf>[0]['objects'],
): Exclude<ViewObject, ViewPodUsage> | undefined {
  if (kind === 'ConfigMap' || kind === 'Secret') return undefined;
  const all = objects[kind];
  if (uid !== null) return all?.get(uid);
  return [...(all?.values() ?? [])].find((each) => each.name === name && each.namespace === namespace);
}
