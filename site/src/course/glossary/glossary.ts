import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, plainText } from '@drydock/model';
import { z } from 'astro/zod';

const Forms = z.array(z.string().min(1)).optional();
const Words = z.object({ terms: z.array(z.object({ en: z.string(), zh: z.string() })) });
const Definitions = z.record(
  z.string(),
  z.strictObject({
    lesson: z.string(),
    en: z.string(),
    zh: z.string(),
    forms: z.strictObject({ en: Forms, zh: Forms }).optional(),
    except: z.array(z.string()).default([]),
  }),
);

/** A word of the course with what it means. */
export interface Term {
  /** Its anchor on the glossary page, the same in both languages. */
  readonly id: string;
  readonly word: Readonly<Record<Language, string>>;
  readonly definition: Readonly<Record<Language, string>>;
  /** The lesson that explains it, as `module/lesson`. */
  readonly lesson: string;
  /** What lessons link to it; nothing where the word is too common for that. */
  readonly forms: Readonly<Record<Language, readonly string[]>>;
  /** Lessons in which the word means something else. */
  readonly except: readonly string[];
}

/**
 * Reads the words of `glossary.json` with what `definitions.json` says they mean. A course without a glossary has none; a word without a
 * definition, or a definition without its word, throws.
 */
export function readTerms(contentDirectory: string): readonly Term[] {
  const words = join(contentDirectory, 'glossary.json');
  if (!existsSync(words)) return [];
  const { terms } = Words.parse(readJson(words));
  const definitions = Definitions.parse(readJson(join(contentDirectory, 'definitions.json')));
  const known = new Set(terms.map(({ en }) => en));
  const stray = Object.keys(definitions).filter((en) => !known.has(en));
  const bare = terms.filter(({ en }) => !definitions[en]);
  if (stray.length + bare.length > 0) {
    const pair = [bare.map(({ en }) => en).join(', '), stray.join(', ')];
    throw new Error(
      `content/definitions.json: no definition of [${pair[0]}]; defined, but not in content/glossary.json: [${pair[1]}]. Write a definition for each word.`,
    );
  }
  return terms.flatMap(({ en, zh }) => {
    const found = definitions[en];
    if (!found) return [];
    return {
      id: en.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
      word: { en, zh },
      definition: { en: found.en, zh: found.zh },
      lesson: found.lesson,
      forms: { en: found.forms?.en ?? [en], zh: found.forms?.zh ?? [zh] },
      except: found.except,
    };
  });
}

function readJson(path: string): unknown {
  return JSON.parse(plainText(readFileSync(path, 'utf8')));
}
