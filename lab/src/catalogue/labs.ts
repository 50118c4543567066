import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabId } from '@drydock/model';
import type { Lab } from '../lab.ts';
import { combineLab } from '../language/combine.ts';
import { fieldOfNode, nodeParts } from '../language/attributes/node-names.ts';
import { parseLab, type SourceLab } from '../language/parse.ts';
import { scriptOfShown } from '../language/blocks/solution-blocks.ts';
import { checkReferences, type LoadOptions } from './references.ts';
import { checkFolders, filesBelow } from './folders.ts';
import { loadCode } from '../custom-check/load-custom-checks.ts';
import { type LabProblem, type Report, areHarmless } from '../problem.ts';
import { type TextFile, readTextFile } from './text-file.ts';
import { parseTranslation } from '../language/translation.ts';
import { checkHints, checkWording } from './wording.ts';

/** Every lab of a folder that can be read, and every finding in the files of all. */
export interface LabCatalogue {
  readonly labs: ReadonlyMap<string, Lab>;
  readonly problems: readonly LabProblem[];
}

/** Reads `labs/<id>/` for every id: both languages, held together. A lab with findings that are not harmless is left out. */
export async function loadLabs(directory: string, options: LoadOptions = {}): Promise<LabCatalogue> {
  const labs = new Map<string, Lab>();
  const problems: LabProblem[] = [];
  const entries = await readdir(directory, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => a.name.localeCompare(b.name))) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    const { lab, problems: found } = await loadLab(join(directory, entry.name), entry.name, options);
    problems.push(...found);
    if (lab) labs.set(entry.name, lab);
  }
  return { labs, problems };
}

/** Reads one lab folder. The lab is undefined when anything in its files is wrong that cannot be passed over. */
export async function loadLab(
  directory: string,
  id: string,
  options: LoadOptions = {},
): Promise<{ lab: Lab | undefined; problems: readonly LabProblem[] }> {
  const problems: LabProblem[] = [];
  const reportIn =
    (file: string, isHarmless = false): Report =>
    ({ line, column }, message, fix) =>
      problems.push({ lab: id, file, line, column, message, fix, ...(isHarmless && { isHarmless }) });
  const read = async (file: string): Promise<string | undefined> =>
    reported(await readTextFile(join(directory, file)), { lab: id, file }, problems);
  const start = { line: 1, column: 1 };
  if (!LabId.safeParse(id).success)
    reportIn('.')(
      start,
      `«${id}» cannot be the id of a lab.`,
      'Name the folder with small letters, digits and hyphens.',
    );
  const [english, chinese] = await Promise.all([read('lab.mdx'), read('lab.zh.mdx')]);
  if (english === undefined) {
    reportIn('lab.mdx')(start, 'The lab has no lab.mdx.', 'Write it, or remove the folder.');
    return { lab: undefined, problems };
  }
  const source = parseLab(english, reportIn('lab.mdx'));
  checkReferences(english, source, options, reportIn('lab.mdx'));
  const code = await loadCode(await read('checks.ts'), join(directory, 'checks.ts'), source, reportIn);
  if (chinese === undefined) {
    reportIn('lab.zh.mdx')(
      start,
      'The lab is not translated to Chinese.',
      'Write lab.zh.mdx: the same ids, Chinese texts.',
    );
    return { lab: undefined, problems };
  }
  const translation = parseTranslation(chinese, source, reportIn('lab.zh.mdx'));
  checkReferences(chinese, undefined, options, reportIn('lab.zh.mdx'));
  if (options.glossary) {
    checkHints(source, reportIn('lab.mdx', true));
    checkWording(english, 'en', options.glossary, reportIn('lab.mdx', true));
    checkWording(chinese, 'zh', options.glossary, reportIn('lab.zh.mdx', true));
  }
  const lab = areHarmless(problems)
    ? combineLab(id, directory, source, translation, {
        code,
        images: imagesIn(english),
        namedNodes: await namedNodes(directory, source),
      })
    : undefined;
  await checkFolders(directory, source, { ...options, read }, reportIn);
  const inOrder = problems.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
  return { lab: areHarmless(problems) ? lab : undefined, problems: inOrder };
}

/** Returns the nodes whose names a file of the lab uses, or on which its set-up writes files. */
async function namedNodes(directory: string, { frontmatter, shown }: SourceLab): Promise<readonly string[]> {
  const files = (await filesBelow(directory)).filter((file) => !file.endsWith('/proof.json') && file !== 'proof.json');
  const texts = await Promise.all(files.map((file) => readFile(join(directory, file), 'utf8')));
  const all = [...texts, scriptOfShown(shown)].join('\n');
  const isNamed = (part: string): boolean =>
    files.some((file) => file.startsWith(`setup/nodes/${part}/`)) ||
    new RegExp(`\\{\\{\\s*node\\.${part}\\s*\\}\\}|params\\.node\\.${fieldOfNode(part)}\\b`).test(all);
  return nodeParts(frontmatter?.profile ?? 'one-node').filter(isNamed);
}

function reported(
  found: TextFile | undefined,
  where: { lab: string; file: string },
  problems: LabProblem[],
): string | undefined {
  if (found?.flaw) {
    const { place, message, fix, isHarmless } = found.flaw;
    problems.push({ ...where, ...place, message, fix, ...(isHarmless && { isHarmless }) });
  }
  return found?.text;
}

/** Returns the course's images named in the visible text; hints and the solution name theirs themselves. */
function imagesIn(text: string): readonly string[] {
  const open = text.replaceAll(/<(Hint|Solution)>[^]*?<\/\1>/g, '');
  return [...new Set(open.match(/(?<![\w.])course\.local\/[\w./-]+:[\w.-]*\w/g) ?? [])];
}
