import type { Language } from '@drydock/model';
import { useEffect } from 'preact/hooks';
import { textOf } from '../../text/text.ts';
import { useStore } from '../state/store.ts';
import { loadProgress, progressStore } from './progress.ts';

/** The best submission of one lab, or that it is under way; nothing until the server has answered. */
export default function LabScore({ lab, language }: { lab: string; language: Language }) {
  const text = textOf(language);
  const found = useStore(progressStore, (progress) => progress?.labs[lab] ?? null);
  const isKnown = useStore(progressStore, (progress) => progress !== null);
  useEffect(() => void loadProgress(), []);
  if (!isKnown) return null;
  return (
    <>
      {found?.attempt && <span class="dd-underway">{text.underWay}</span>}
      {found?.best ? (
        <span class={found.best.points === found.best.maxPoints ? 'dd-full' : 'dd-part'}>
          {text.bestScore(found.best.points, found.best.maxPoints)}
        </span>
      ) : (
        !found?.attempt && <span>{text.notSubmitted}</span>
      )}
    </>
  );
}
