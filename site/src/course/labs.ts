import type { Language } from '@drydock/model';
import { getCollection } from 'astro:content';
import { join } from 'node:path';
import { draftLab, type Lab, parameterNames, publicLab, readTextFile } from '@drydock/lab';
import { nodeShells } from './lesson/node-shells.ts';
import { labOutline, type LabOutline } from './outline.ts';
import { places } from './places.ts';

/** A lab as cards and pages show it, in one language. */
export interface LabCard {
  id: string;
  title: string;
  lesson: string;
  minutes: number;
  points: number;
  /** The nodes that have a terminal on its page: none, the only one as an empty name, or each by its name. */
  nodes: readonly string[];
  /** The names of its parameters. */
  parameters: readonly string[];
  objectives: readonly string[];
  outline: LabOutline;
}

/** Reads every lab of the course by id, with the reader of the grader; texts missing from a translation are English. */
export async function readLabs(language: Language): Promise<Map<string, LabCard>> {
  const sources = await getCollection('labs', ({ id }) => id.endsWith('/lab'));
  const cards = await Promise.all(
    sources.map(async ({ id: entry }) => {
      const id = entry.slice(0, -'/lab'.length);
      const read = async (name: string): Promise<string | undefined> =>
        (await readTextFile(join(places.labsDirectory, id, name)))?.text;
      const lab = readOnce(id, (await read('lab.mdx')) ?? '', await read('lab.zh.mdx'));
      return lab ? [[id, cardOf(lab, language)] as const] : [];
    }),
  );
  return new Map(cards.flat());
}

/** Every page of a build asks for all labs: the same texts are read once. */
const drafts = new Map<string, { readonly texts: string; readonly lab: Lab | undefined }>();

function readOnce(id: string, english: string, chinese: string | undefined): Lab | undefined {
  const texts = JSON.stringify([english, chinese]);
  const known = drafts.get(id);
  if (known?.texts === texts) return known.lab;
  const lab = draftLab(id, english, chinese);
  drafts.set(id, { texts, lab });
  return lab;
}

function cardOf(lab: Lab, language: Language): LabCard {
  const outline = labOutline(publicLab(lab), language);
  const { id, lesson, minutes } = lab;
  return {
    id,
    title: lab.title[language],
    lesson,
    minutes,
    points: outline.points,
    nodes: lab.nodeShell ? nodeShells(lab.profile) : [],
    parameters: parameterNames(lab),
    objectives: lab.objectives.map((objective) => objective[language]),
    outline,
  };
}
