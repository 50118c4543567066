import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainText, Text } from '@drydock/model';
import { z } from 'astro/zod';

const Module = z.strictObject({ question: Text, adds: Text });
export type ModuleText = z.infer<typeof Module>;

/** Reads what `modules.json` says of each module by its id: the question it answers, and what it adds. A course may do without. */
export function readModuleTexts(contentDirectory: string): ReadonlyMap<string, ModuleText> {
  const path = join(contentDirectory, 'modules.json');
  if (!existsSync(path)) return new Map();
  return new Map(Object.entries(z.record(z.string(), Module).parse(JSON.parse(plainText(readFileSync(path, 'utf8'))))));
}
