import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LessonPages, readLesson } from '@drydock/lab';
import { expect, test } from 'vitest';
import { openSources } from '../lab/proofs/closure.ts';
import { checkout } from '../setup/checkout.ts';
import { openLessonKeys } from './keys.ts';

const recipes = { kubernetes: '1', node: '2', workspace: '3', lab: {} };
const lesson: LessonPages = { id: 'kitchen/soup', pages: {} };

/** The key of a lesson when a line is added to a module. */
function keyWith(path: string, line: string, of: LessonPages = lesson): string {
  const read = (file: string): string => `${readFileSync(join(checkout, file), 'utf8')}${file === path ? line : ''}`;
  return openLessonKeys(recipes, openSources(read))(of, 'one-node');
}

test.each(['cli/src/lesson/output/masks.ts', 'cli/src/lesson/run-cell.ts', 'terminal/agent/src/cells/shell.ts'])(
  'a lesson is run again when what runs or compares its cells changes: %s',
  (path) => {
    const now = keyWith('', '');
    expect(keyWith(path, '\n// A comment.\n')).toBe(now);
    expect(keyWith(path, '\nconsole.log(1);\n')).not.toBe(now);
  },
);

test.each(['cli/src/lesson/registry.ts', 'grader/src/registry/registry-image.ts'])(
  'only a lesson with a private registry is run again when %s changes',
  (path) => {
    const text = '---\ntitle: Wine\nregistry: true\n---\n';
    const file = 'en/cellar/wine.mdx';
    const wine = { id: 'cellar/wine', pages: { en: { file, text, lesson: readLesson(text, () => undefined) } } };
    expect(keyWith(path, '\nconsole.log(1);\n', wine)).not.toBe(keyWith('', '', wine));
    expect(keyWith(path, '\nconsole.log(1);\n')).toBe(keyWith('', ''));
  },
);
