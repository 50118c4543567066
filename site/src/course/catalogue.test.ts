import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCourse } from './catalogue.ts';

test('a catalogue with a byte order mark and line ends of Windows is read like any other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'course-'));
  try {
    writeFileSync(join(folder, 'course.json'), '\uFEFF{\r\n  "modules": []\r\n}\r\n');
    expect(readCourse(folder)).toEqual({ modules: [] });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
