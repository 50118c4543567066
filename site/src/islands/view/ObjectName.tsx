import { type ReadableKind, readableKinds } from '@drydock/model';
import { useView } from './shown.ts';

/** The name of an object as a button that shows its YAML; plain words for a kind that cannot be read. */
export function ObjectName({
  kind,
  namespace,
  name,
  uid,
  hasKind = false,
}: {
  kind: string;
  namespace: string | null;
  name: string;
  uid: string | null;
  hasKind?: boolean;
}) {
  const { text, open } = useView();
  const words = (
    <>
      {hasKind && <span class="cv-kind">{kind} </span>}
      {name}
    </>
  );
  if (!isReadable(kind)) return <span class="cv-name">{words}</span>;
  return (
    <button
      type="button"
      class="cv-name"
      aria-label={text.open(kind, name)}
      onClick={() => open({ kind, namespace, name, uid })}
    >
      {words}
    </button>
  );
}

function isReadable(kind: string): kind is ReadableKind {
  return Object.hasOwn(readableKinds, kind);
}
