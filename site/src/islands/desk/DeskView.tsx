import type { Language } from '@drydock/model';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { playgroundStore } from '../playground/session.ts';
import { loadPart } from '../state/load-part.ts';
import { useStore } from '../state/store.ts';
import type { ClusterViewProps } from '../view/ClusterView.tsx';
import { deskView } from './view.ts';

/** The picture of the playground's cluster, where the terminal would be; its script is loaded when it is first shown. */
export function DeskView({ language }: { language: Language }) {
  const isOpen = useStore(deskView, (state) => state.isOpen);
  const id = useStore(playgroundStore, ({ playground }) => (playground?.state === 'ready' ? playground.id : null));
  const sandbox = useStore(playgroundStore, ({ playground }) => playground?.sandbox ?? null);
  const [Cluster, setCluster] = useState<ComponentType<ClusterViewProps> | null>(null);
  const isShown = isOpen && id !== null;
  useEffect(() => {
    if (isShown)
      void loadPart(() => import('../view/ClusterView.tsx')).then((module) => setCluster(() => module.default));
  }, [isShown]);
  if (!isShown) return null;
  return (
    <div class="desk-pane">
      {Cluster && <Cluster key={`${id} ${sandbox}`} place={{ kind: 'playground', id }} language={language} />}
    </div>
  );
}
