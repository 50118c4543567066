import type { z } from 'zod';
import type { Attribute, Literal } from './literal-attributes.ts';
import type { Element } from '../mdx.ts';
import { adviceOf, allExamples as examples } from './task-attributes.ts';
import type { Report } from '../../problem.ts';
import { suggest } from '../../lint/suggest.ts';

/**
 * Reads an element's attributes by a schema; each mistake is reported at its attribute. What is wrong and optional is left out, so that
 * one mistake does not hide the others of its element.
 */
export function readAttributes<T>(element: Element, schema: z.ZodType<T>, report: Report): T | undefined {
  const values: Record<string, Literal> = {};
  for (const [key, { value }] of element.attributes) values[key] = value;
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const reported = new Set<string>();
  const misspelt = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0
      ? issue.keys.map((key) => suggest(key, Object.keys(examples)))
      : [],
  );
  for (const issue of result.error.issues) {
    const isUnknown = issue.code === 'unrecognized_keys' && issue.path.length === 0;
    for (const key of isUnknown ? issue.keys : [String(issue.path[0])]) {
      if (reported.has(key)) continue;
      reported.add(key);
      const attribute: Attribute | undefined = element.attributes.get(key);
      const place = attribute?.place ?? element.place;
      const nearest = suggest(key, Object.keys(examples));
      if (isUnknown)
        report(
          place,
          `<${element.name}> does not know the attribute ${key} here.`,
          nearest && nearest !== key ? `Did you mean ${nearest}?` : 'Remove it.',
        );
      else if (!attribute) {
        // A misspelt attribute is one mistake, not two.
        if (!misspelt.includes(key)) report(place, `<${element.name}> lacks ${key}.`, `Write ${examples[key] ?? key}.`);
      } else
        report(
          place,
          `Attribute ${key} is wrong: ${JSON.stringify(attribute.value)}.`,
          `Write ${adviceOf(key, attribute.value)}.`,
        );
    }
  }
  const rest = schema.safeParse(Object.fromEntries(Object.entries(values).filter(([key]) => !reported.has(key))));
  return rest.success ? rest.data : undefined;
}
