import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { buildSite } from '../build.ts';
import { againAfterCut, openStage } from '../src/testing/stage.ts';
import { testDesk } from './cells/desk.ts';
import { testLesson } from './cells/lesson.ts';
import { testRefused } from './cells/refused.ts';
import { testRunning } from './cells/running.ts';

/** A course whose lessons have cells: built once, then opened in a browser in front of a scripted API. */
const directory = mkdtempSync(join(tmpdir(), 'drydock-cells-'));

beforeAll(() => buildSite({ outDirectory: directory, config: 'fixtures/cells/astro.config.ts' }), 900_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('lessons with cells', { timeout: 60_000, retry: againAfterCut }, () => {
  const stage = openStage(directory);
  testRunning(stage);
  testDesk(stage);
  testLesson(stage);
  testRefused(stage);
});
