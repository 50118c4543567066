import { z } from 'zod';
import { AbsolutePath, Argv } from './attribute-values.ts';
import { isMissing } from './is-missing.ts';
import { say } from '../text/say.ts';
import type { ProbeKind } from './probe-kind.ts';

/** A longer command says less than what is expected of it. */
const spokenLetters = 40;

/** Returns a command as a person would name it; undefined for a script that is too long to be named. */
function spoken(argv: readonly string[]): string | undefined {
  const [program = '', flag, script] = argv;
  const isScript = /^(?:\/\S*\/)?(?:ba|da)?sh$/.test(program) && flag === '-c' && script !== undefined;
  const words = isScript ? script.trim() : argv.join(' ');
  if (words.length <= spokenLetters && !words.includes('\n')) return words;
  return isScript ? undefined : program;
}

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
  subject: (probe) =>
    say((text) =>
      'file' in probe ? text.onNode(probe.file, probe.node) : text.ranOnNode(spoken(probe.argv), probe.node),
    ),
  label: (probe) => ('file' in probe ? probe.file : (probe.argv[0] ?? '')),
  watches: () => [],
  sideEffect: (probe) => ('argv' in probe ? 'runs a command' : undefined),
  nothingYet: (probe, { file }) =>
    'file' in probe && isMissing(file) ? { what: 'file', path: probe.file } : undefined,
} as const satisfies ProbeKind<NodeProbe, typeof attributes>;
