import { hasRegistry, type LessonCell, type LessonPage, type LessonPages } from '@drydock/lab';
import { type Language, languages } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import { createCellLink } from '@drydock/terminal';
import { align, isMatch } from './output/align.ts';
import { type Belongings, leftOver, readBelongings } from './leftovers.ts';
import { neutralOutput, type SandboxNames } from './output/neutral.ts';
import type { CellProof, Difference, LessonProof } from './proof.ts';
import { openLessonRegistry } from './registry.ts';
import { type CellResult, runCell } from './run-cell.ts';

/** A sandbox between two lessons. */
export interface Classroom {
  readonly sandbox: Sandbox;
  readonly names: SandboxNames;
  readonly before: Belongings;
}

/** Looks at a sandbox before its first lesson. */
export async function openClassroom(sandbox: Sandbox, signal: AbortSignal): Promise<Classroom> {
  const argv = ['kubectl', 'get', 'nodes', '-o', 'jsonpath={.items[*].metadata.name}'] as const;
  const { stdout } = await sandbox.workspace().exec(argv, { signal });
  const nodes = stdout.split(' ').toSorted();
  return { sandbox, names: { id: sandbox.id, nodes }, before: await readBelongings(sandbox.workspace(), signal) };
}

/** Runs the cells of a lesson from top to bottom and compares what they print; the first that does not end as it must is the last. Nothing may be left over. */
export async function proveLesson(
  { id, pages }: LessonPages,
  { sandbox, names, before }: Classroom,
  { compared, signal }: { readonly compared: readonly Language[]; readonly signal: AbortSignal },
): Promise<LessonProof> {
  const { cells = [], frontmatter } = (pages.en ?? pages.zh)?.lesson ?? {};
  await using registry = hasRegistry(frontmatter) ? await openLessonRegistry(sandbox, signal) : undefined;
  const link = createCellLink();
  const agent = sandbox.agent();
  const startedAt = performance.now();
  const proofs: CellProof[] = [];
  for (const [index, cell] of cells.entries()) {
    const asRun = registry && cell.kind === 'sh' ? { ...cell, source: registry.sourceOf(cell.source) } : cell;
    const { output, ...rest } = await runCell(asRun, { link, agent, shell: id, signal });
    const result = { ...rest, output: registry?.withoutPassword(output) ?? output };
    proofs.push(proofOf(cell, index, result, pages, names, compared));
    if (result.problem !== undefined) break;
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  await link.restart(agent, id);
  const files = new Set(cells.flatMap(({ file }) => file ?? []));
  const isWhole = proofs.length === cells.length;
  const left = isWhole ? await lookForLeft(sandbox, before, files, signal) : [];
  for (const file of files) await sandbox.workspace().exec(['rm', '-f', file], { signal });
  const ok = isWhole && left.length === 0 && proofs.every((proof) => proof.ok);
  return { lesson: id, ok, isKept: false, seconds, count: cells.length, cells: proofs, left, updated: [] };
}

function proofOf(
  cell: LessonCell,
  index: number,
  { output, problem, ...result }: CellResult,
  pages: LessonPages['pages'],
  names: SandboxNames,
  compared: readonly Language[],
): CellProof {
  const found = neutralOutput(output, names);
  const differences = compared.flatMap((language) => differencesIn(pages[language], language, index, found));
  const [first] = languages.flatMap((language) => pages[language] ?? []);
  return {
    cell: cell.id,
    ok: problem === undefined && differences.length === 0,
    place: `content/${first?.file ?? ''}:${cell.place.line}`,
    what: cell.file ?? cell.source.split('\n')[0] ?? '',
    ...result,
    output: found,
    ...(problem !== undefined && { problem }),
    differences,
  };
}

/** How an output differs from the block of one language; none where it has no block. */
function differencesIn(
  page: LessonPage | undefined,
  language: Language,
  index: number,
  found: string,
): readonly Difference[] {
  const block = page?.lesson.cells[index]?.output;
  if (!page || !block) return [];
  const rows = align(block.text, found);
  return isMatch(rows) ? [] : [{ language, place: `content/${page.file}:${block.place.line}`, rows }];
}

/** How long what was deleted may take to be gone. */
const settleMs = 60_000;

async function lookForLeft(
  sandbox: Sandbox,
  before: Belongings,
  files: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const deadline = performance.now() + settleMs;
  for (;;) {
    const left = leftOver(before, await readBelongings(sandbox.workspace(), signal), files);
    // A file does not go on its own.
    const isFinal = left.some((line) => line.startsWith('file '));
    if (left.length === 0 || isFinal || performance.now() > deadline) return left;
  }
}
