import { wordsOfActual } from '../expression/actual-words.ts';
import { translatedAttributes, wordsInTranslation } from './attributes/attributes.ts';
import { checkExpression } from '../lint/check-expression.ts';
import { TranslatedFrontmatter, placeOfField, readFrontmatter } from './frontmatter.ts';
import { type Element, parseMdx } from './mdx.ts';
import { parameterNames } from './attributes/parameter-names.ts';
import type { SourceLab } from './parse.ts';
import { hintsOf } from './read-check.ts';
import { checkPlaceholders } from '../lint/placeholders.ts';
import type { Report } from '../problem.ts';
import { compareShown, readShown } from './blocks/solution-blocks.ts';
import { suggest } from '../lint/suggest.ts';

export interface TranslatedCheck {
  readonly title: string;
  readonly expected: string;
  /** The expression that shows what is there, with its words in this language. */
  readonly actual?: string;
  readonly hints: readonly string[];
}

/** The texts of a lab in a further language, by task and check id. */
export interface Translation {
  readonly frontmatter: TranslatedFrontmatter | undefined;
  readonly tasks: ReadonlyMap<string, string>;
  readonly checks: ReadonlyMap<string, TranslatedCheck>;
  readonly solution: string | undefined;
}

/** Reads `lab.<language>.mdx` and holds it against the source: the same ids in the same order, texts only. */
export function parseTranslation(text: string, source: SourceLab, report: Report): Translation {
  const { data, body } = readFrontmatter(text, TranslatedFrontmatter, report);
  const elements = parseMdx(body, report) ?? [];
  if (source.frontmatter) {
    checkPlaceholders(text, new Set(parameterNames(source.frontmatter)), report, true);
    if (data && data.objectives.length !== source.frontmatter.objectives.length) {
      report(
        placeOfField(text, 'objectives'),
        `The translation has ${data.objectives.length} objectives, lab.mdx has ${source.frontmatter.objectives.length}.`,
        'Translate each.',
      );
    }
  }
  for (const element of everyElement(elements)) {
    const allowed = translatedAttributes[element.name] ?? [];
    for (const [name, { place }] of element.attributes) {
      if (!allowed.includes(name) && !wordsInTranslation[element.name]?.includes(name))
        report(
          place,
          `<${element.name}> has ${name} in a translation.`,
          `Remove it: only ${allowed.join(', ') || 'text'} is translated, the rest is read from lab.mdx.`,
        );
    }
    for (const name of allowed) {
      const value = element.attributes.get(name)?.value;
      if (typeof value !== 'string' || value === '')
        report(element.place, `<${element.name}> lacks ${name}.`, `Write ${name}="…".`);
    }
  }
  const tasks = new Map<string, string>();
  const checks = new Map<string, TranslatedCheck>();
  const sourceTasks = source.elements.filter((element) => element.name === 'Task');
  const ownTasks = elements.filter((element) => element.name === 'Task');
  compareIds('Task', sourceTasks, ownTasks, { line: 1, column: 1 }, report);
  for (const task of ownTasks) {
    const id = textOf(task, 'id');
    tasks.set(id, textOf(task, 'title'));
    const original = sourceTasks.find((element) => textOf(element, 'id') === id);
    if (!original) continue;
    compareIds('Check', original.children, task.children, task.place, report);
    for (const check of task.children.filter((child) => child.name === 'Check')) {
      const hints = hintsOf(check, report);
      const count = original.children.find((element) => textOf(element, 'id') === textOf(check, 'id'))?.children.length;
      if (count !== undefined && count !== hints.length) {
        report(
          check.place,
          `Check ${textOf(check, 'id')} has ${hints.length} hints, lab.mdx has ${count}.`,
          'Translate each hint.',
        );
      }
      const actual = actualOf(check, source, report);
      checks.set(textOf(check, 'id'), {
        title: textOf(check, 'title'),
        expected: textOf(check, 'expected'),
        ...(actual !== undefined && { actual }),
        hints,
      });
    }
  }
  const solution = elements.find((element) => element.name === 'Solution');
  if ((solution === undefined) !== (source.solution === undefined)) {
    report(
      solution?.place ?? { line: 1, column: 1 },
      solution
        ? 'lab.mdx has no <Solution>, this translation has one.'
        : 'lab.mdx has a <Solution>, this translation does not.',
      solution
        ? 'Add it to lab.mdx, or remove it here.'
        : 'Add <Solution> with the same commands and the text in this language.',
    );
  }
  if (solution && source.solution !== undefined) {
    const shown = readShown(solution, source.frontmatter, report);
    if (shown.length > 0) compareShown(source.shown, shown, solution.place, report);
  }
  return { frontmatter: data, tasks, checks, solution: solution?.text };
}

/** The `actual` of a translated check, read as that of the source is: it looks at the same things. */
function actualOf(element: Element, source: SourceLab, report: Report): string | undefined {
  const attribute = element.attributes.get('actual');
  const check = source.tasks.flatMap((task) => task.checks).find(({ id }) => id === textOf(element, 'id'));
  if (!check) return undefined;
  if (typeof attribute?.value !== 'string') {
    const words = wordsOfActual(check);
    if (words.length > 0)
      report(
        element.place,
        `The actual of check ${check.id} has words that are not translated: ${words.map((text) => `«${text.trim()}»`).join(', ')}.`,
        'Repeat actual="…" here with these words in this language.',
      );
    return undefined;
  }
  if (check.actual === undefined)
    report(attribute.place, `Check ${check.id} has an actual in the translation only.`, 'Write it in lab.mdx too.');
  const place = {
    probe: check.probe,
    with: check.with,
    isCondition: false,
    parameters: source.frontmatter && parameterNames(source.frontmatter),
  };
  checkExpression(attribute.value, place, ({ offset, message, fix }) =>
    report(attribute.placeAt(offset), message, fix),
  );
  return attribute.value;
}

function compareIds(
  name: string,
  source: readonly Element[],
  own: readonly Element[],
  place: { line: number; column: number },
  report: Report,
): void {
  const wanted = source.filter((element) => element.name === name).map((element) => textOf(element, 'id'));
  const found = own.filter((element) => element.name === name).map((element) => textOf(element, 'id'));
  const missing = wanted.filter((id) => !found.includes(id));
  // A misspelt id is one mistake: the intended id is named with it, and not reported again as missing.
  const meant = new Set<string>();
  for (const element of own) {
    const id = textOf(element, 'id');
    if (element.name !== name || wanted.includes(id)) continue;
    const nearest = suggest(id, missing) ?? suggest(id, wanted);
    if (nearest) meant.add(nearest);
    report(
      element.place,
      `${name} ${id} is not in lab.mdx.`,
      nearest ? `Did you mean ${nearest}?` : `Known there: ${wanted.join(', ')}.`,
    );
  }
  for (const id of missing)
    if (!meant.has(id)) report(place, `${name} ${id} is not translated.`, `Add <${name} id="${id}" …> with its texts.`);
  if (found.length === wanted.length && found.every((id) => wanted.includes(id)) && found.join() !== wanted.join()) {
    report(
      place,
      `The ${name.toLowerCase()}s are in another order than in lab.mdx.`,
      `Write them as ${wanted.join(', ')}.`,
    );
  }
}

function* everyElement(elements: readonly Element[]): Generator<Element> {
  for (const element of elements) {
    yield element;
    yield* everyElement(element.children);
  }
}

function textOf(element: Element, name: string): string {
  const value = element.attributes.get(name)?.value;
  return typeof value === 'string' ? value : '';
}
