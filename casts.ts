import type { OxlintOverride } from 'oxlint';

/** Where foreign data comes in: its shape is stated once, here. */
export const edges: Readonly<Record<string, string>> = {
  'cluster/src/answer.ts': 'what the API server answers',
  'cluster/src/connection/kubeconfig.ts': 'a kubeconfig',
  'grader/src/proof/recording.ts': 'what a proof keeps, which packRecording wrote',
  'lab/src/custom-check/custom-check-worker.ts': 'answers from the other thread',
  'lab/src/language/syntax-tree.ts': 'the tree of an MDX page',
  'server/src/course/solution-html.ts': 'the tree of a solution',
  'server/src/http/route.ts': 'parts of a request, after their schema',
  'site/src/islands/editor/assist.ts': 'the schema that the build writes',
  'site/src/islands/state/memory.ts': 'what this browser remembers',
  'site/src/mdx/asides.ts': 'the tree of a page',
  'site/src/mdx/chinese-inline.ts': 'the tree of a page',
  'site/src/mdx/strip-lab.ts': 'the tree of a lab',
};

/** What TypeScript cannot see, in one place each. */
export const blindSpots: Readonly<Record<string, string>> = {
  'grader/src/because/explain.ts': 'a key has one type of value',
  'grader/src/probe/read.ts': 'the kind of a probe chooses its reader',
  'grader/src/reading/view.ts': 'a key has one type of value',
  'lab/src/language/attributes/attributes.ts': 'each probe has its own schema',
  'lab/src/parameters.ts': 'a value with its texts filled in has the same shape',
  'model/src/typed-record.ts': 'the keys of a record that has no others',
  'model/src/view/view.ts': 'each object is in the map of its kind',
  'sandbox/src/together.ts': 'results in the order of their works',
  'terminal/relay/src/connection.ts': 'Node asks for a stream beside an error, and there is none',
};

const tests = ['**/*.test.ts', '**/*.test.tsx', '**/testing/**', '**/tests/**', 'e2e/**'];

/** Casts (`as X`) are forbidden in the product, except in these files, each with its reason. */
export const casts: OxlintOverride[] = [
  {
    files: [...tests, ...Object.keys(edges), ...Object.keys(blindSpots)],
    rules: { 'typescript/consistent-type-assertions': 'off' },
  },
];
