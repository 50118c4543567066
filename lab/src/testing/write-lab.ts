import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { loadLab } from '../catalogue/labs.ts';
import type { Lab } from '../lab.ts';

/** Writes the files of a lab into a folder and loads it; rejects with what lint finds. */
export async function writeLab(directory: string, id: string, files: Readonly<Record<string, string>>): Promise<Lab> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await writeFile(join(directory, file), text);
  }
  const { lab, problems } = await loadLab(directory, id);
  if (!lab || problems.length > 0) throw new Error(`the lab ${id} is not well: ${JSON.stringify(problems)}`);
  return lab;
}
