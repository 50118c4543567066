import type { Language } from '@drydock/model';
import { getCollection, getEntry } from 'astro:content';
import { labOutline, type LabOutline } from './outline.ts';

/** A lab as cards and pages show it, in one language. */
export interface LabCard {
  id: string;
  title: string;
  lesson: string;
  minutes: number;
  points: number;
  nodeShell: boolean;
  /** The names of its parameters. */
  parameters: readonly string[];
  goal: string;
  objectives: readonly string[];
  outline: LabOutline;
}

/** Every lab of the course by id; texts missing from a translation are English. */
export async function readLabs(language: Language): Promise<Map<string, LabCard>> {
  const sources = await getCollection('labs', ({ id }) => id.endsWith('/lab'));
  const cards = await Promise.all(
    sources.map(async (source) => {
      const id = source.id.slice(0, -'/lab'.length);
      const other = language === 'en' ? undefined : await getEntry('labs', `${id}/lab.${language}`);
      const outline = labOutline(
        id,
        { en: source.body ?? '', ...(other?.body ? { [language]: other.body } : {}) },
        language,
      );
      const data = { ...source.data, ...other?.data };
      const { title, lesson = '', minutes = 20, nodeShell = false, goal = '', objectives = [] } = data;
      const card: LabCard = {
        id,
        title,
        lesson,
        minutes,
        points: outline.points,
        nodeShell,
        parameters: Object.keys(source.data.parameters ?? {}),
        goal,
        objectives,
        outline,
      };
      return [id, card] as const;
    }),
  );
  return new Map(cards);
}
