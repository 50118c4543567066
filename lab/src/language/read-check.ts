import type { SandboxProfile } from '@drydock/model';
import type { z } from 'zod';
import type { Check } from '../lab.ts';
import { checkExpression } from '../lint/check-expression.ts';
import { unknownKind } from '../lint/fields.ts';
import { suggest } from '../lint/suggest.ts';
import { kindNamed, kindOf, type Probe, type ProbeName } from '../probe/kinds.ts';
import type { Report } from '../problem.ts';
import { type CommonValues, examples, probes } from './attributes/attributes.ts';
import type { Element } from './mdx.ts';
import { flawOfNode } from './attributes/node-names.ts';
import { readAttributes } from './attributes/read-attributes.ts';

/** A check as the source language has it: each text in one language. */
export type SourceCheck = Omit<Check, 'title' | 'expected' | 'hints'> & {
  title: string;
  expected: string;
  hints: string[];
};
/** What is known of the lab so far while its elements are read. */
export interface Known {
  readonly ids: Map<string, Element>;
  /** The names of its parameters; undefined when the frontmatter could not be read. */
  readonly parameters: readonly string[] | undefined;
  readonly profile: SandboxProfile | undefined;
}

/** Reads a `<Check>`; empty when it could not be read, which is reported. */
export function readCheck(
  element: Element,
  task: string,
  { ids, parameters, profile }: Known,
  report: Report,
): SourceCheck[] {
  claimId(element, ids, report);
  const names = Object.keys(probes);
  const named = names.filter((name): name is ProbeName => element.attributes.has(name));
  const [name] = named;
  if (name === undefined || named.length > 1) {
    const misspelt = [...element.attributes.keys()]
      .map((key) => [key, suggest(key, names)])
      .find(([, known]) => known !== undefined);
    report(
      element.place,
      name === undefined ? 'The check has no probe.' : `The check has ${named.length} probes: ${named.join(', ')}.`,
      misspelt && name === undefined
        ? `Did you mean ${misspelt[1]} instead of ${misspelt[0]}?`
        : `Give exactly one of ${names.join(', ')}; further objects go into with.`,
    );
    return [];
  }
  const hints = hintsOf(element, report);
  const attributes = readProbe(name, element, report);
  if (attributes === undefined) return [];
  const { probe, values } = attributes;
  // Code reads further objects itself.
  const further = values.with ?? {};
  for (const [field, { apiVersion, kind: called }] of kindsOf(probe, further)) {
    const wrong = unknownKind(apiVersion, called);
    const place = element.attributes.get(field)?.place ?? element.place;
    if (wrong) report(place, wrong.message, wrong.fix);
  }
  for (const [field, one] of [
    ['on', probe] as const,
    ...Object.values(further).map((other) => ['with', other] as const),
  ]) {
    const flaw = profile !== undefined && 'node' in one && one.node !== undefined && flawOfNode(one.node, profile);
    if (flaw) report(element.attributes.get(field)?.place ?? element.place, flaw.message, flaw.fix);
  }
  const kind = kindOf(probe);
  const flaw = kind.flaw?.(probe);
  if (flaw) report(element.attributes.get(flaw.attribute)?.place ?? element.place, flaw.message, flaw.fix);
  if (values.that === undefined && kind.asksPresence === undefined) {
    report(
      element.place,
      `The check has no condition.`,
      `Write ${examples['that']}; only resource, event and code may go without.`,
    );
  }
  if (values.never !== undefined && values.that === undefined)
    report(
      element.attributes.get('never')?.place ?? element.place,
      'never alone is true of an attempt in which nothing was done.',
      'Write beside it, in that, what must have been done, as in that="self.status.observedGeneration >= 2".',
    );
  for (const field of ['that', 'never', 'actual'] as const) {
    const attribute = element.attributes.get(field);
    if (attribute && values[field] !== undefined) {
      checkExpression(
        values[field],
        { probe, with: further, isCondition: field !== 'actual', parameters },
        ({ offset, message, fix }) => report(attribute.placeAt(offset), message, fix),
      );
    }
  }
  return [
    {
      id: values.id,
      task,
      title: values.title,
      expected: values.expected,
      probe,
      with: further,
      ...(values.that !== undefined && { that: values.that }),
      ...(values.never !== undefined && { never: values.never }),
      ...(values.actual !== undefined && { actual: values.actual }),
      withinMs: values.within,
      holdMs: values.hold,
      isFresh: values.since === 'start',
      isOriginal: values.since === 'setup',
      isOnce: values.once === true,
      needs: values.needs,
      hints,
    },
  ];
}

/** The kinds that an author wrote, each with its attribute. */
function kindsOf(
  probe: Probe,
  further: Readonly<Record<string, Probe>>,
): [string, { apiVersion: string; kind: string }][] {
  const own = kindOf(probe).kinds?.(probe);
  const others = Object.values(further).flatMap((other) => kindOf(other).kinds?.(other) ?? []);
  return [
    ...(own ? [own] : []).map((one) => [one.attribute, one] as const),
    ...others.map((one) => ['with', one] as const),
  ].map(([field, { apiVersion, kind }]) => [field, { apiVersion, kind }]);
}

/** The texts of the `<Hint>`s of a check, in order. */
export function hintsOf(element: Element, report: Report): string[] {
  return element.children.flatMap((child) => {
    if (child.name !== 'Hint') report(child.place, `<${child.name}> is in a <Check>.`, 'Only <Hint> may.');
    else if (child.text === '')
      report(child.place, 'The hint is empty.', 'Write a sentence between <Hint> and </Hint>.');
    return child.name === 'Hint' ? [child.text] : [];
  });
}

function readProbe(name: ProbeName, element: Element, report: Report) {
  const schema: z.ZodType<CommonValues> = probes[name];
  const values = readAttributes(element, schema, report);
  return values === undefined ? undefined : { values, probe: kindNamed(name).toProbe(values) };
}

/** Reports an id that is used twice. */
export function claimId(element: Element, ids: Map<string, Element>, report: Report): void {
  const id = element.attributes.get('id');
  if (typeof id?.value !== 'string') return;
  const first = ids.get(`${element.name} ${id.value}`);
  if (first)
    report(
      id.place,
      `The id ${id.value} is used twice; it is already in line ${first.place.line}.`,
      'Give each its own; a translation and a mutant find it by its id.',
    );
  else ids.set(`${element.name} ${id.value}`, element);
}
