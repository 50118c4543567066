import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CourseError } from '@drydock/model';
import { checkImages, checkPulled, type LoadOptions } from './references.ts';
import { checkManifests } from './setup/manifests.ts';
import { parameterNames } from '../language/attributes/parameter-names.ts';
import { checkOriginals } from './originals.ts';
import type { SourceLab } from '../language/parse.ts';
import { checkPlaceholders } from '../lint/placeholders.ts';
import type { Report } from '../problem.ts';
import { furtherScript, furtherSolutions, scriptOf } from './setup/script.ts';
import { flawOfSetupFile, placeOfSetupFile } from './setup/setup-files.ts';
import { suggest } from '../lint/suggest.ts';
import { checkVacuous } from './vacuous.ts';
import { readTextFile } from './text-file.ts';

/** Returns the checks a mutant must fail: the longest check id at the beginning of its folder name, and those before it, joined by +. Empty when it names no check. */
export function mutantTargets(folder: string, checks: readonly string[]): readonly string[] {
  const names = folder.split('+');
  const last = names.pop() ?? '';
  const target = checks.filter((id) => last.startsWith(`${id}-`)).toSorted((a, b) => b.length - a.length)[0];
  return target === undefined || !names.every((name) => checks.includes(name)) ? [] : [...names, target];
}

/** Reads the files beside the pages: solution, mutants and set-up. */
export async function checkFolders(
  directory: string,
  source: SourceLab,
  { images, read }: LoadOptions & { readonly read: (file: string) => Promise<string | undefined> },
  reportIn: (file: string) => Report,
): Promise<void> {
  const start = { line: 1, column: 1 };
  const ids = source.checkIds;
  if (!(await isFile(join(directory, 'solution', 'solve.sh')))) {
    reportIn('solution/solve.sh')(
      start,
      'The lab has no reference solution.',
      'Write solution/solve.sh; it runs in the workspace as the student.',
    );
  }
  for (const name of await furtherSolutions(directory))
    await furtherScript(directory, name).catch((error: CourseError) =>
      reportScript(error, `solution/${name}`, reportIn),
    );
  const mutants = await foldersIn(join(directory, 'mutants'));
  if (mutants.length === 0) {
    reportIn('lab.mdx')(
      start,
      'The lab has no near miss: nothing shows that a check sees a mistake.',
      `Write mutants/${ids[0] ?? '<check>'}-<what>/solution.sed, an edit of the solution that must fail this check.`,
    );
  }
  for (const folder of mutants) {
    const file = `mutants/${folder}`;
    await scriptOf(directory, file).catch((error: CourseError) => reportScript(error, file, reportIn));
    if (mutantTargets(folder, ids).length === 0) {
      const nearest = suggest(folder, ids) ?? ids.find((id) => folder.startsWith(id.split('-')[0] ?? id));
      reportIn(file)(
        start,
        `The mutant ${folder} names no check of the lab.`,
        `Name the folder <check>-<what>${nearest ? `, as in ${nearest}-…` : `; checks are ${ids.join(', ')}`}.`,
      );
    }
  }
  reportUncovered(source, mutants, reportIn('lab.mdx'));
  const setup = (await filesBelow(directory)).filter((file) => /^setup\/[^/]+\.ya?ml$/.test(file));
  const texts = await Promise.all(setup.map(async (file) => (await readTextFile(join(directory, file)))?.text ?? ''));
  checkOriginals(source, texts, reportIn('lab.mdx'));
  checkVacuous(source, texts, reportIn('lab.mdx'));
  for (const file of await filesBelow(directory)) {
    if (source.frontmatter && file.startsWith('setup/')) {
      const { size } = await stat(join(directory, file));
      const flaw = flawOfSetupFile(file, size, source.frontmatter.profile);
      if (flaw) reportIn(file)(start, flaw.message, flaw.fix);
    }
    if (!/\.(sh|sed|ya?ml)$/.test(file)) continue;
    const text = (await read(file)) ?? '';
    const isScript = !/\.ya?ml$/.test(file);
    if (source.frontmatter) checkPlaceholders(text, new Set(parameterNames(source.frontmatter)), reportIn(file));
    // What a student is to repair may be wrong in any way.
    if (placeOfSetupFile(file)) continue;
    if (!file.endsWith('.sed')) checkManifests(text, isScript, reportIn(file));
    if (!images) continue;
    checkImages(text, images, reportIn(file));
    if (!file.endsWith('.sed')) checkPulled(text, images, reportIn(file));
  }
}

/** A script or an edit that cannot be used: in the very file and line, where the message has them. */
function reportScript({ message, fix }: CourseError, folder: string, reportIn: (file: string) => Report): void {
  const [file = folder] = /^(?:solution|mutants)\/\S+\.(?:sed|sh)(?=[ :])/.exec(message) ?? [];
  const line = Number(/ line (\d+):/.exec(message)?.[1] ?? 1);
  reportIn(file)({ line, column: 1 }, message, fix);
}

/** A check that no mutant must fail may be one that always passes. */
function reportUncovered({ elements, checkIds }: SourceLab, mutants: readonly string[], report: Report): void {
  const covered = new Set(mutants.flatMap((folder) => mutantTargets(folder, checkIds)));
  // Without any mutant there is one finding, not one for each check.
  if (mutants.length === 0) return;
  for (const { name, attributes, place } of elements.flatMap(({ children }) => children)) {
    const id = attributes.get('id');
    if (name !== 'Check' || typeof id?.value !== 'string' || covered.has(id.value)) continue;
    report(
      id.place ?? place,
      `No near miss must fail ${id.value}: nothing shows that it sees a mistake.`,
      `Write mutants/${id.value}-<what>/solution.sed; one that fails other checks as well may be named <check>+${id.value}-<what>.`,
    );
  }
}

/** The names of the mutants of a lab. */
export async function foldersIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

/** The paths of all files of a lab, from its folder. */
export async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .toSorted();
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}
