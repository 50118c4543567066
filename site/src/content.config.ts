import { i18nLoader } from '@astrojs/starlight/loaders';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { SandboxProfile } from '@drydock/model';
import { places } from './course/places.ts';

/** Starlight's own collection stays empty: every page of ours is made in src/pages from the two collections below. */
const docs = defineCollection({ loader: async () => [], schema: docsSchema() });

/** Entries are `<language>/<module>/<lesson>`. */
const lessons = defineCollection({
  loader: glob({
    base: places.contentDirectory,
    pattern: '{en,zh}/*/*.mdx',
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
  }),
  schema: z.looseObject({
    title: z.string(),
    description: z.string().optional(),
    /** How long it takes, waiting included. */
    minutes: z.number().optional(),
    /** What its reader can do afterwards. */
    objectives: z.array(z.string()).default([]),
    /** The lessons to read before, as `module/lesson`. */
    needs: z.array(z.string()).default([]),
    /** The cluster its cells run in. */
    profile: z.enum(SandboxProfile.options).optional(),
  }),
});

/** Entries are `<lab>/lab` (English, the source) and `<lab>/lab.zh`. */
const labs = defineCollection({
  loader: glob({
    base: places.labsDirectory,
    pattern: '*/lab{,.zh}.mdx',
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
  }),
  // What a lab says of itself is read by its own language, see course/labs.ts.
  schema: z.looseObject({}),
});

/** Words of Starlight's own parts that it lacks: the search in Chinese. */
const i18n = defineCollection({ loader: i18nLoader(), schema: i18nSchema() });

export const collections = { docs, i18n, lessons, labs };
