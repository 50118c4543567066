import type { ClusterPicture, Language } from '@drydock/model';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { useView } from './shown.ts';

/** Says when the picture is not there yet, or old, and why. */
export function StatusNote({
  picture: { status, problem, hasSnapshot },
  isCut,
  language,
}: {
  picture: ClusterPicture;
  isCut: boolean;
  language: Language;
}) {
  const { text } = useView();
  const isOld = isCut || status === 'unreachable';
  return (
    <div class="cv-note" role="status" data-kind={isOld ? 'problem' : 'plain'}>
      {isCut && hasSnapshot ? (
        text.reconnecting
      ) : status === 'unreachable' ? (
        <>
          {text.unreachable} {problem && <ProblemWords problem={problem} language={language} />}
        </>
      ) : status === 'waiting' ? (
        problem ? (
          <ProblemWords problem={problem} language={language} />
        ) : (
          text.waiting
        )
      ) : (
        !hasSnapshot && text.loading
      )}
    </div>
  );
}
