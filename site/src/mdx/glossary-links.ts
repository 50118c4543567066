import type { Language } from '@drydock/model';
import type { HastNode, HastPluginDefinition, HastPluginEntry, HastVisitorContext } from 'satteri';
import { createTermFinder } from '../course/glossary/find-terms.ts';
import type { Term } from '../course/glossary/glossary.ts';

/** Where no term is linked: what is code, a link, a heading or a control already, and what is read beside the text. */
const off = new Set(
  'a button code h1 h2 h3 h4 h5 h6 kbd pre samp summary th Card Cell CellExample Choice Code Figure FileTree LabLink LinkButton Quiz'.split(
    ' ',
  ),
);

/** Links the first use of each term in a lesson to its place in the glossary, from the lesson's own place: these steps do not know under which path the site is served. */
export function glossaryLinks(contentDirectory: string, terms: readonly Term[]): HastPluginEntry {
  const prefix = `file://${encodeURI(contentDirectory)}/`;
  return ({ fileURL }) => {
    if (!fileURL?.href.startsWith(prefix)) return undefined;
    const [language, ...lesson] = fileURL.href
      .slice(prefix.length)
      .replace(/\.mdx$/, '')
      .split('/');
    if (language !== 'en' && language !== 'zh') return undefined;
    const id = lesson.join('/');
    return linkTerms(
      terms.filter(({ except }) => !except.includes(id)),
      language,
    );
  };
}

/** The step behind `glossaryLinks`, for a text known to be a lesson. */
export function linkTerms(terms: readonly Term[], language: Language): HastPluginDefinition {
  const find = createTermFinder(terms, language);
  return {
    name: 'drydock-glossary-links',
    text(node, context) {
      if (isOff(node, context)) return;
      const pieces = find(node.value);
      if (pieces.every(({ term }) => !term)) return;
      context.replaceNode(
        node,
        pieces.map(({ text, term }) =>
          term
            ? {
                type: 'element',
                tagName: 'a',
                properties: {
                  className: ['term'],
                  href: `../../glossary/#${term.id}`,
                  dataDefinition: term.definition[language],
                },
                children: [{ type: 'text', value: text }],
              }
            : { type: 'text', value: text },
        ),
      );
    },
  };
}

function isOff(node: Readonly<HastNode>, context: HastVisitorContext): boolean {
  for (let parent = context.parent(node); parent; parent = context.parent(parent)) {
    const name = parent.type === 'element' ? parent.tagName : 'name' in parent ? parent.name : undefined;
    if (typeof name === 'string' && off.has(name)) return true;
  }
  return false;
}
