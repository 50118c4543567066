import { parseAllDocuments } from 'yaml';
import { environmentOf, evaluate } from '../expression/cel.ts';
import type { SourceLab } from '../language/parse.ts';
import type { Report } from '../problem.ts';

/** Namespaces that are never empty. */
const ofTheSystem = /^(\*|default|kube-.*|local-path-storage)$/;

/**
 * Finds conditions over a list that are true of an empty one, in labs that begin with nothing: the fresh start would pass them. Only negations, or `all` of nothing, state no
 * deed. `setup` are the texts of the set-up files.
 */
export function checkVacuous({ elements, tasks }: SourceLab, setup: readonly string[], report: Report): void {
  if (setup.some(makesObjects)) return;
  const placed = new Map(
    elements.flatMap(({ children }) => children).map((element) => [element.attributes.get('id')?.value, element]),
  );
  for (const { id, probe, with: further, that } of tasks.flatMap((task) => task.checks)) {
    if (probe.kind !== 'list' || that === undefined) continue;
    const { namespace } = probe.of;
    if (namespace === undefined || ofTheSystem.test(namespace)) continue;
    const outcome = evaluate(environmentOf(probe, Object.keys(further)), that, { items: [] });
    if (outcome.kind !== 'value' || outcome.value !== true) continue;
    const attribute = placed.get(id)?.attributes.get('that');
    if (!attribute) continue;
    report(
      attribute.place,
      `The condition of ${id} is true when there are no objects at all, as at the start of the lab.`,
      'Say what must be there too, as in size(items) > 0 && items.all(…).',
    );
  }
}

/** Whether a set-up makes something that a list could hold. */
function makesObjects(text: string): boolean {
  return parseAllDocuments(text.replaceAll(/\{\{\s*[\w.-]+\s*\}\}/g, 'x')).some((document) => {
    const kind: unknown = document.errors.length > 0 ? undefined : document.get('kind');
    return kind !== undefined && kind !== 'Namespace';
  });
}
