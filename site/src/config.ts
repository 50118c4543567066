import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { satteri } from '@astrojs/markdown-satteri';
import preact from '@astrojs/preact';
import starlight from '@astrojs/starlight';
import { languages } from '@drydock/model';
import { defineConfig } from 'astro/config';
import { courseSidebar } from './course/sidebar.ts';
import { isWritten, type PlacedLesson, readCourse } from './course/catalogue.ts';
import { readTerms } from './course/glossary/glossary.ts';
import { readLabHeads } from './course/lab-heads.ts';
import { courseOrder } from './course/order.ts';
import { measureScripts } from './course/lesson/measure.ts';
import { plainPages } from './course/plain-pages.ts';
import { chineseInline } from './mdx/chinese-inline.ts';
import { chineseLines } from './mdx/chinese-lines.ts';
import { codeBar } from './mdx/code-bar.ts';
import { emptyHeaders } from './mdx/empty-headers.ts';
import { glossaryLinks } from './mdx/glossary-links.ts';
import { lessonCells } from './mdx/lesson-cells.ts';
import { localAsides } from './mdx/asides.ts';
import { wholeCode } from './mdx/whole-words.ts';
import { stripLab } from './mdx/strip-lab.ts';

/** Where the texts of a site come from; the folders are absolute. */
export interface SitePlaces {
  contentDirectory: string;
  labsDirectory: string;
}

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** The Astro configuration of the course site over the given texts; the defaults are this repository's content/ and labs/. */
export function siteConfig(
  places: SitePlaces = { contentDirectory: `${repository}content`, labsDirectory: `${repository}labs` },
) {
  const terms = readTerms(places.contentDirectory);
  const labs = readLabHeads(places.labsDirectory);
  const isSomewhere = (placed: PlacedLesson): boolean =>
    languages.some((language) => isWritten(places.contentDirectory, language, placed));
  const order = courseOrder(readCourse(places.contentDirectory), isSomewhere, labs);
  return defineConfig({
    root: fileURLToPath(new URL('../', import.meta.url)),
    // Sites of other texts (the tests') keep their own.
    cacheDir: `./.astro/cache-${createHash('sha256').update(places.contentDirectory).digest('hex').slice(0, 8)}`,
    trailingSlash: 'always',
    devToolbar: { enabled: false },
    prefetch: { prefetchAll: false, defaultStrategy: 'hover' },
    markdown: {
      processor: satteri({
        mdastPlugins: [
          stripLab(places.labsDirectory),
          lessonCells(places.contentDirectory),
          localAsides,
          chineseInline,
          chineseLines,
        ],
        hastPlugins: [emptyHeaders, wholeCode, glossaryLinks(places.contentDirectory, terms)],
        features: { smartPunctuation: false },
      }),
    },
    integrations: [
      preact(),
      starlight({
        title: { en: 'Drydock', 'zh-CN': 'Drydock' },
        description: 'Kubernetes, learned on a real cluster of your own.',
        favicon: '/favicon.svg',
        logo: { src: './src/styles/mark.svg', alt: '' },
        defaultLocale: 'en',
        locales: { en: { label: 'English', lang: 'en' }, zh: { label: '简体中文', lang: 'zh-CN' } },
        disable404Route: true,
        credits: false,
        customCss: ['./src/styles/theme.css', './src/styles/course.css'],
        sidebar: courseSidebar(order, labs, terms.length > 0),
        tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
        components: {
          ContentPanel: './src/overrides/ContentPanel.astro',
          Footer: './src/overrides/Footer.astro',
          Header: './src/overrides/Header.astro',
          MarkdownContent: './src/overrides/MarkdownContent.astro',
          PageTitle: './src/overrides/PageTitle.astro',
        },
        expressiveCode: {
          themes: ['github-dark-default', 'github-light-default'],
          plugins: [codeBar],
          frames: { showCopyToClipboardButton: false },
          defaultProps: { overridesByLang: { 'bash,sh,shell,console': { frame: 'none' } } },
          styleOverrides: {
            codeBackground: 'var(--dd-code)',
            borderColor: 'var(--sl-color-hairline)',
            borderRadius: '0.5rem',
            codeFontFamily: 'var(--sl-font-mono)',
            uiFontFamily: 'var(--sl-font)',
            frames: { shadowColor: 'transparent' },
          },
        },
      }),
      measureScripts(),
    ],
    vite: {
      plugins: [plainPages],
      // The lab language runs in Node as it is; no page holds any of it.
      ssr: { external: ['@drydock/lab'] },
      define: { __PLACES__: JSON.stringify(places) },
      server: { fs: { allow: [repository, places.contentDirectory, places.labsDirectory] } },
    },
  });
}
