import type { SetupCondition } from '../lab.ts';
import type { Place, Report } from '../problem.ts';
import { probes } from './attributes/attributes.ts';
import type { LabFrontmatter, PlaceOf } from './frontmatter.ts';
import type { Attribute } from './attributes/literal-attributes.ts';
import type { Element } from './mdx.ts';
import { parameterNames } from './attributes/parameter-names.ts';
import { readCheck } from './read-check.ts';

/** How long the set-up waits for a condition that does not say so. */
const waitsBefore = '60s';
/** What only a check of a student's work can have. */
const ofChecks = ['id', 'title', 'expected', 'actual', 'since', 'once', 'hold', 'never', 'needs', 'act', 'mark'];

/** Reads `setup.until` of the head: each condition as the attributes of a `<Check>`, without those that are for students. */
export function readConditions(
  { setup, profile, parameters }: LabFrontmatter,
  placeOf: PlaceOf,
  report: Report,
): readonly SetupCondition[] {
  const names = parameterNames({ parameters, profile });
  return setup.until.flatMap((condition, index) => {
    const at = (...path: readonly string[]): Place => placeOf(['setup', 'until', index, ...path]);
    const own = Object.keys(condition).filter((name) => ofChecks.includes(name) || name === 'code');
    for (const name of own)
      report(
        at(name),
        `A condition of the set-up has ${name}, which is for checks of a student's work.`,
        `Write one of ${Object.keys(probes)
          .filter((probe) => probe !== 'code')
          .join(', ')}, with that and within.`,
      );
    if (own.length > 0) return [];
    const element: Element = {
      name: 'until',
      place: at(),
      attributes: new Map(
        Object.entries({ within: waitsBefore, ...condition, id: `until-${index + 1}`, title: '-', expected: '-' }).map(
          ([name, value]): [string, Attribute] => {
            const place = name in condition ? at(name) : at();
            return [name, { value, place, placeAt: (offset) => ({ ...place, column: place.column + offset }) }];
          },
        ),
      ),
      children: [],
      fences: [],
      text: '',
    };
    return readCheck(element, 'setup', { ids: new Map(), parameters: names, profile }, report).map(
      ({ probe, with: further, that, withinMs }) => ({
        probe,
        with: further,
        ...(that !== undefined && { that }),
        withinMs,
      }),
    );
  });
}
