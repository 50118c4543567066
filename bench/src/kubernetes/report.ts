import { z } from 'zod';
import { exceptions, type Group, groups } from './groups.ts';

/** A report of ginkgo, of which only tests count. */
const Spec = z.object({
  ContainerHierarchyTexts: z.array(z.string()).nullable(),
  LeafNodeType: z.string(),
  LeafNodeText: z.string(),
  State: z.string(),
  Failure: z.object({ Message: z.string() }).optional(),
});
const Report = z.array(z.object({ SpecReports: z.array(Spec).nullable() }));

/** What one test came to. */
export interface TestResult {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped. */
  readonly why?: string;
}

/** The tests of one group and what they came to. */
export interface GroupResult {
  readonly group: Pick<Group, 'id' | 'title'>;
  readonly tests: readonly TestResult[];
}

/** Reads the report of a run. Tests outside of the chosen groups are left out; one that was not run is skipped, with the reason why it is an exception. */
export function readReport(json: string, chosen: readonly Group[] = groups): readonly GroupResult[] {
  const specs = Report.parse(JSON.parse(json)).flatMap(({ SpecReports }) => SpecReports ?? []);
  const found = new Map<Group, TestResult[]>(chosen.map((group) => [group, []]));
  for (const spec of specs) {
    if (spec.LeafNodeType !== 'It') continue;
    const name = [...(spec.ContainerHierarchyTexts ?? []), spec.LeafNodeText].join(' ');
    const group = groups.find(({ tests }) => tests.test(name));
    if (group) found.get(group)?.push(resultOf(name, spec));
  }
  return [...found].map(([{ id, title }, tests]) => ({ group: { id, title }, tests }));
}

function resultOf(name: string, { State, Failure }: z.infer<typeof Spec>): TestResult {
  const said = (Failure?.Message ?? '').trim().split('\n')[0] ?? '';
  if (State === 'passed') return { name, outcome: 'passed' };
  if (State !== 'skipped' && State !== 'pending') return { name, outcome: 'failed', why: said || State };
  const why = said || exceptions.find(({ tests }) => tests.test(name))?.why;
  return { name, outcome: 'skipped', why: why ?? 'was not begun' };
}

/** How many tests came to what. */
export function count(results: readonly GroupResult[]): Readonly<Record<TestResult['outcome'], number>> {
  const all = results.flatMap(({ tests }) => tests);
  const of = (outcome: TestResult['outcome']): number => all.filter((test) => test.outcome === outcome).length;
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}

/** Formats results for a person: counts by group, failures by name, skipped tests by their reason, and the sum at the end. */
export function format(results: readonly GroupResult[]): string {
  const all = results.flatMap(({ tests }) => tests);
  const lines = results.map(({ group, tests }) => `${group.title}: ${sum(count([{ group, tests }]))}`);
  for (const { name, outcome, why } of all) if (outcome === 'failed') lines.push(`✗ ${name}\n    ${why}`);
  const reasons = Map.groupBy(
    all.filter(({ outcome }) => outcome === 'skipped'),
    ({ why = '' }) => why,
  );
  for (const [why, tests] of [...reasons].toSorted(([, a], [, b]) => b.length - a.length))
    lines.push(`skipped ${tests.length}: ${why}`);
  return [...lines, sum(count(results)), ''].join('\n');
}

function sum({ passed, failed, skipped }: ReturnType<typeof count>): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
