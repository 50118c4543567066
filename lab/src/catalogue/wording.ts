import type { Language } from '@drydock/model';
import { z } from 'zod';
import { readFrontmatter } from '../language/frontmatter.ts';
import type { SourceLab } from '../language/parse.ts';
import { readTree } from '../language/syntax-tree.ts';
import type { Glossary } from '../lesson/glossary.ts';
import { checkWords } from '../lesson/lint/terms.ts';
import { proseOf } from '../lesson/prose.ts';
import type { Report } from '../problem.ts';

/** Finds words in a lab's page that the glossary writes in another way. Its lesson is where a Chinese term is introduced. */
export function checkWording(page: string, language: Language, glossary: Glossary, report: Report): void {
  // What is wrong with the page itself was reported when it was read.
  const passOver: Report = () => undefined;
  const { body } = readFrontmatter(page, z.unknown(), passOver);
  const root = readTree(body, '', passOver);
  if (root) checkWords(proseOf(root), language, glossary, report);
}

/** Finds checks that do not help in three steps. */
export function checkHints({ elements }: SourceLab, report: Report): void {
  const checks = elements.flatMap(({ children }) => children).filter(({ name }) => name === 'Check');
  for (const { attributes, children, place } of checks) {
    if (children.length === 3) continue;
    const id = attributes.get('id')?.value;
    const many = children.length === 1 ? '1 hint' : `${children.length} hints`;
    report(
      place,
      `Check ${typeof id === 'string' ? id : ''} has ${many}.`,
      'Write three: where to look, what is wrong, and the field half written.',
    );
  }
}
