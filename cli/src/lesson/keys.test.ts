import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LessonPages } from '@drydock/lab';
import { expect, test } from 'vitest';
import { openSources } from '../lab/closure.ts';
import { checkout } from '../setup/checkout.ts';
import { openLessonKeys } from './keys.ts';

const recipes = { kubernetes: '1', node: '2', workspace: '3', lab: {} };
const lesson: LessonPages = { id: 'kitchen/soup', pages: {} };

/** The key of a lesson when a line is added to a module. */
function keyWith(path: string, line: string): string {
  const read = (file: string): string => `${readFileSync(join(checkout, file), 'utf8')}${file === path ? line : ''}`;
  return openLessonKeys(recipes, openSources(read))(lesson, 'one-node');
}

test.each(['cli/src/lesson/masks.ts', 'cli/src/lesson/run-cell.ts', 'terminal/agent/src/cells/shell.ts'])(
  'a lesson is run again when what runs or compares its cells changes: %s',
  (path) => {
    const now = keyWith('', '');
    expect(keyWith(path, '\n// A comment.\n')).toBe(now);
    expect(keyWith(path, '\nconsole.log(1);\n')).not.toBe(now);
  },
);
