import { createHash } from 'node:crypto';
import type { ProofRecipes } from '@drydock/images';
import { hasRegistry, type LessonPages } from '@drydock/lab';
import { openSources, type Sources } from '../lab/proofs/closure.ts';

/** The modules that run cells and decide whether an output matches: when one of them changes, every lesson is run again. */
const judging = [
  'cli/src/lesson/output/align.ts',
  'cli/src/lesson/output/neutral.ts',
  'cli/src/lesson/run-cell.ts',
  'cli/src/lesson/leftovers.ts',
  'terminal/agent/src/cells/cells.ts',
];

/** What a lesson with a private registry depends on beside them. */
const ofRegistry = ['cli/src/lesson/registry.ts', 'grader/src/registry/lesson-registry.ts'];

const entered = ['cli/src/lesson/', 'grader/src/registry/', 'terminal/agent/src/'];

/** Computes what the proof of a lesson depends on: its cells, its outputs in both languages, how they are compared, and the images it runs on. Prose changes nothing. */
export type LessonKeys = (lesson: LessonPages, profile: string) => string;

/** Opens the keys for clusters of these recipes. */
export function openLessonKeys(recipes: ProofRecipes, sources: Sources = openSources()): LessonKeys {
  const readFrom = (paths: readonly string[]) =>
    paths.flatMap((path) => [
      ...sources.closureOf([path], (next) => entered.some((folder) => next.startsWith(folder))),
    ]);
  const modules = readFrom(judging);
  const registry = readFrom(ofRegistry);
  const { lab, ...cluster } = recipes;
  return ({ pages }, profile) => {
    const source = pages.en?.lesson.cells ?? [];
    const texts = source.map((cell) => cell.source).join('\n');
    return hashOf({
      profile,
      cells: source.map(({ kind, file, source: text, exit, timeoutMs }) => ({ kind, file, text, exit, timeoutMs })),
      outputs: [pages.en, pages.zh].map((page) => page?.lesson.cells.map(({ output }) => output?.text)),
      modules,
      // Undefined leaves the keys of the others as they are.
      registry: hasRegistry(pages.en?.lesson.frontmatter) ? [registry, lab['registry']] : undefined,
      cluster,
      images: Object.entries(lab).filter(([name]) => new RegExp(String.raw`\b${name}:`).test(texts)),
    });
  };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 20);
}
