import { z } from 'zod';
import { AbsolutePath, Argv } from './attribute-values.ts';
import { isMissing } from './is-missing.ts';
import type { ProbeKind } from './probe-kind.ts';

/** A file on a node, or what a command there prints, through the sandbox's own access. */
export type NodeProbe =
  | { readonly kind: 'node'; readonly node?: string; readonly file: string }
  | { readonly kind: 'node'; readonly node?: string; readonly argv: readonly string[] };

const attributes = { node: z.union([AbsolutePath, Argv]), on: z.string().optional() };

export const node = {
  attributes,
  examples: {
    node: 'node="/mnt/data/index.html" or node={["stat", "/mnt/data"]}',
    on: 'on="worker2", with node= or http="nodeport …"',
  },
  toProbe: (values): NodeProbe => ({
    kind: 'node',
    ...(typeof values.node === 'string' ? { file: values.node } : { argv: values.node }),
    ...(values.on !== undefined && { node: values.on }),
  }),
  fromWith: {
    word: 'node',
    read: (text) => {
      const [, file, on] = /^(\/.*?)(?: on (\S+))?$/.exec(text) ?? [];
      return file === undefined ? undefined : { kind: 'node', file, ...(on !== undefined && { node: on }) };
    },
  },
  variables: (probe) => ('file' in probe ? { file: 'file' } : { exitCode: 'int', stdout: 'string', stderr: 'string' }),
  structs: { file: { path: 'string', exists: 'bool', inode: 'int', size: 'int', content: 'string' } },
  bound: 'file',
  subject: (probe) => ('file' in probe ? probe.file : (probe.argv[0] ?? 'node')),
  watches: () => [],
  sideEffect: (probe) => ('argv' in probe ? 'runs a command' : undefined),
  nothingYet: (probe, { file }) =>
    'file' in probe && isMissing(file) ? { what: 'file', path: probe.file } : undefined,
} as const satisfies ProbeKind<NodeProbe, typeof attributes>;
