import { z } from 'zod';
import { formatRef, parsePodRef, podObject, type PodRef } from '../language/reference.ts';
import { structOf } from '../schema/kinds.ts';
import { read } from './attribute-values.ts';
import { isMissing } from './is-missing.ts';
import { say } from '../text/say.ts';
import type { ProbeKind } from './probe-kind.ts';
import { collectionOfPod } from './watched.ts';

/** A file in a container or its volumes, read from the node: no program of the student's takes part. */
export interface FileProbe {
  readonly kind: 'file';
  readonly pod: PodRef;
  readonly container?: string;
  readonly path: string;
}

/** Reads `namespace/name /path`, or `namespace app=web /path` for the newest Pod of a selector. */
function parsePodAndPath(text: string): { readonly pod: PodRef; readonly path: string } | undefined {
  const [, before = '', path = ''] = /^(.+?) (\/[^\0\n]*)$/.exec(text) ?? [];
  const pod = parsePodRef(before);
  return pod && { pod, path };
}

const attributes = { file: read(parsePodAndPath), container: z.string().optional() };

export const file = {
  attributes,
  examples: { file: 'file="lab-web/web-1 /data/index.html"', container: 'container="web"' },
  toProbe: (values): FileProbe => ({
    kind: 'file',
    ...values.file,
    ...(values.container !== undefined && { container: values.container }),
  }),
  fromWith: {
    word: 'file',
    read: (text) => {
      const found = parsePodAndPath(text);
      return found && { kind: 'file', ...found };
    },
  },
  variables: () => ({ self: structOf('v1', 'Pod') ?? 'any', file: 'fileInContainer' }),
  structs: {
    fileInContainer: {
      path: 'string',
      exists: 'bool',
      type: 'string',
      content: 'string',
      isCut: 'bool',
      size: 'int',
      mode: 'string',
      uid: 'int',
      gid: 'int',
      inode: 'int',
      mtime: 'time',
      ctime: 'time',
    },
  },
  bound: 'file',
  subject: ({ pod, path }) => say((text) => text.fileInPod(path, formatRef(podObject(pod)))),
  label: ({ path }) => path,
  watches: ({ pod }) => [collectionOfPod(pod)],
  object: ({ pod }) => (pod.name === undefined ? undefined : podObject(pod)),
  nothingYet: ({ pod, path }, { file: found }) =>
    isMissing(found) ? { what: 'file', path, pod: formatRef(podObject(pod)) } : undefined,
} as const satisfies ProbeKind<FileProbe, typeof attributes>;
