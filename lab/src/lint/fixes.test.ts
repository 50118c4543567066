import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = new URL('../../..', import.meta.url).pathname;
const rooms = 'model lab cluster host grader sandbox terminal server cli site images'.split(' ');

/** A sentence that only asks for something to be right: "Correct it.", "Fix the file", "Correct checks.ts.". */
const empty =
  /['"`](?:Correct|Fix|Repair|Mend|Check)(?: or \w+)? (?:it|them|this|that|these|those|(?:the|your|its) [\w. ]+|[\w-]+\.\w+)(?:[.;,]? ?['"`]|;)/;

test('no advice only asks to fix something', async () => {
  expect("'Correct it.'").toMatch(empty);
  expect('`Correct the edit; \\`info sed\\` describes it.`').toMatch(empty);
  expect("'Check again.'").not.toMatch(empty);
  const found: string[] = [];
  for (const room of rooms) {
    for (const entry of await readdir(join(root, room), { recursive: true })) {
      if (!/\.tsx?$/.test(entry) || /node_modules|dist\/|\.test\.ts|(?:^|\/)tests?\//.test(entry)) continue;
      const lines = (await readFile(join(root, room, entry), 'utf8')).split('\n');
      found.push(
        ...lines.flatMap((line, index) => (empty.test(line) ? [`${room}/${entry}:${index + 1} ${line.trim()}`] : [])),
      );
    }
  }
  expect(found).toEqual([]);
});
