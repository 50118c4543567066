import type { Text } from '@drydock/model';
import type { Code } from '../custom-check/custom-check.ts';
import type { Check, Lab, Task } from '../lab.ts';
import { parseLab, type SourceLab } from './parse.ts';
import { parseTranslation, type Translation } from './translation.ts';

/** What is read beside the pages of a lab, or from all of its files. */
interface Further {
  readonly code?: Code | undefined;
  readonly images?: readonly string[];
  readonly namedNodes?: readonly string[];
}

/** Puts a lab and its translation together; undefined when its front matter could not be read. */
export function combineLab(
  id: string,
  directory: string,
  source: SourceLab,
  translation: Translation | undefined,
  { code, images, namedNodes }: Further = {},
): Lab | undefined {
  const { frontmatter } = source;
  if (!frontmatter) return undefined;
  const tasks = source.tasks.map((task): Task => {
    const checks = task.checks.map(({ title, expected, hints, ...check }): Check => {
      const own = translation?.checks.get(check.id);
      return {
        ...check,
        ...(check.probe.kind === 'code' && code && { probe: { ...check.probe, digest: code.digest } }),
        title: both(title, own?.title),
        expected: both(expected, own?.expected),
        ...(own?.actual !== undefined && { actualZh: own.actual }),
        hints: hints.map((hint, index) => both(hint, own?.hints[index])),
      };
    });
    const title = both(task.title, translation?.tasks.get(task.id));
    return { id: task.id, points: task.points, title, ...(task.resume && { resume: task.resume }), checks };
  });
  const { title, objectives, setup, registry, ...head } = frontmatter;
  return {
    id,
    directory,
    ...head,
    title: both(title, translation?.frontmatter?.title),
    objectives: objectives.map((objective, index) => both(objective, translation?.frontmatter?.objectives[index])),
    registry: registry !== false,
    ...(typeof registry === 'object' && { registryContent: registry }),
    setup: { remove: setup.remove, until: source.until },
    ...(namedNodes && { namedNodes }),
    tasks,
    ...(code && { code }),
    ...(images && { images }),
    shown: source.shown,
    solution: {
      ...(source.solution !== undefined && { en: source.solution }),
      ...(translation?.solution !== undefined && { zh: translation.solution }),
    },
  };
}

/** Reads a lab that may still have mistakes, for a page that is being written: what cannot be read is left out. */
export function draftLab(id: string, english: string, chinese?: string): Lab | undefined {
  const ignore = (): void => undefined;
  const source = parseLab(english, ignore);
  return combineLab(id, '', source, chinese === undefined ? undefined : parseTranslation(chinese, source, ignore));
}

function both(en: string, zh: string | undefined): Text {
  return { en, zh: zh ?? en };
}
