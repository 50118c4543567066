import { WholeTaskAttributes } from './attributes/task-attributes.ts';
import { LabFrontmatter, type PlaceOf, readFrontmatter } from './frontmatter.ts';
import type { SetupCondition } from '../lab.ts';
import { type Element, parseMdx } from './mdx.ts';
import { flawOfPart } from './attributes/node-names.ts';
import { parameterNames } from './attributes/parameter-names.ts';
import { unknownKind } from '../lint/fields.ts';
import { checkPlaceholders } from '../lint/placeholders.ts';
import type { Report } from '../problem.ts';
import { readAttributes } from './attributes/read-attributes.ts';
import { checkResumePoints } from './blocks/resume-points.ts';
import { type ShownBlock, readShown } from './blocks/solution-blocks.ts';
import { claimId, type Known, readCheck, type SourceCheck } from './read-check.ts';
import { readConditions } from './setup-conditions.ts';

export interface SourceTask {
  readonly id: string;
  readonly points: number;
  readonly title: string;
  readonly resume?: true | undefined;
  readonly checks: readonly SourceCheck[];
}

/** `lab.mdx` as read: what could not be read is left out and reported. */
export interface SourceLab {
  readonly frontmatter: LabFrontmatter | undefined;
  readonly elements: readonly Element[];
  readonly tasks: readonly SourceTask[];
  /** The ids of all checks, those that could not be read among them. */
  readonly checkIds: readonly string[];
  readonly solution: string | undefined;
  /** What the set-up waits for. */
  readonly until: readonly SetupCondition[];
  /** The commands of `<Solution>`. */
  readonly shown: readonly ShownBlock[];
}

/** Reads `lab.mdx` from its syntax tree and reports every mistake in it at once. */
export function parseLab(source: string, report: Report): SourceLab {
  const { data, body, placeOf } = readFrontmatter(source, LabFrontmatter, report);
  const parsed = parseMdx(body, report);
  const elements = parsed ?? [];
  const parameters = data && parameterNames(data);
  if (parameters) checkPlaceholders(source, new Set(parameters), report, true);
  if (data) checkRemoved(data, placeOf, report);
  if (data) checkRegistry(data, placeOf, report);
  const ids = new Map<string, Element>();
  const tasks = elements.flatMap((element) => {
    if (element.name === 'Check' || element.name === 'Hint') {
      report(
        element.place,
        `<${element.name}> is outside a <Task>.`,
        `Move it into the ${element.name === 'Hint' ? '<Check>' : '<Task>'} it belongs to.`,
      );
    }
    return element.name === 'Task' ? readTask(element, { ids, parameters, profile: data?.profile }, report) : [];
  });
  if (parsed && tasks.length === 0 && elements.every((element) => element.name !== 'Task')) {
    report(
      { line: 1, column: 1 },
      'The lab has no <Task>.',
      'Add <Task id="…" points={1} title="…"> with at least one <Check>.',
    );
  }
  const solution = elements.find((element) => element.name === 'Solution');
  if (parsed && !solution)
    report(
      { line: 1, column: 1 },
      'The lab has no <Solution>.',
      'Add <Solution> with the commands in ```sh blocks: it is what a student is shown in the end.',
    );
  const shown = solution ? readShown(solution, data, report) : [];
  checkResumePoints(elements, shown, report);
  return {
    frontmatter: data,
    elements,
    tasks,
    checkIds: [...ids.keys()].flatMap((id) => (id.startsWith('Check ') ? [id.slice('Check '.length)] : [])),
    until: data ? readConditions(data, placeOf, report) : [],
    solution: solution?.text,
    shown,
  };
}

function readTask(element: Element, known: Known, report: Report): SourceTask[] {
  const attributes = readAttributes(element, WholeTaskAttributes, report);
  claimId(element, known.ids, report);
  const checks = element.children.flatMap((child) => {
    if (child.name === 'Check') return readCheck(child, attributes?.id ?? '', known, report);
    report(
      child.place,
      `<${child.name}> is directly in a <Task>.`,
      child.name === 'Hint' ? 'Move it into the <Check> it helps with.' : 'Move it out of the <Task>.',
    );
    return [];
  });
  if (element.children.length === 0)
    report(element.place, 'The task has no <Check>.', 'Add at least one, or make the text a paragraph.');
  return attributes ? [{ ...attributes, checks }] : [];
}

/** Finds a node or a kind that there is not in what set-up and reset remove. */
function checkRemoved({ setup, cleanup, profile }: LabFrontmatter, placeOf: PlaceOf, report: Report): void {
  for (const [path, refs] of [
    [['setup', 'remove'], setup.remove],
    [['cleanup', 'objects'], cleanup.objects],
  ] as const)
    for (const [index, { apiVersion, kind }] of refs.entries()) {
      const wrong = unknownKind(apiVersion, kind);
      if (wrong) report(placeOf([...path, index]), wrong.message, wrong.fix);
    }
  for (const [index, { node }] of cleanup.files.entries()) {
    const flaw = node === undefined ? undefined : flawOfPart(node, profile);
    if (flaw) report(placeOf(['cleanup', 'files', index]), flaw.message, flaw.fix);
  }
}

/** Finds an account of the registry without a password. */
function checkRegistry({ registry, parameters }: LabFrontmatter, placeOf: PlaceOf, report: Report): void {
  const isOpen = typeof registry === 'object' && registry.access === 'anonymous';
  if (registry === false || isOpen || 'password' in parameters) return;
  report(
    placeOf(['registry']),
    'The account of the registry has no password.',
    'Add password: password16 to parameters, or write access: anonymous below registry.',
  );
}
