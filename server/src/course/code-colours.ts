import { createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';

/** Draws a block of code as the pages do: lines of words, each with its colour on dark and on light ground. */
export type CodeColours = (code: string, language: string, meta: string) => string;

let opened: Promise<CodeColours> | undefined;

/** Opens the colours of the languages that solutions have, once. */
export function openColours(): Promise<CodeColours> {
  opened ??= load();
  return opened;
}

async function load(): Promise<CodeColours> {
  const highlighter = await createHighlighterCore({
    themes: [import('shiki/themes/github-dark-default.mjs'), import('shiki/themes/github-light-default.mjs')],
    langs: [import('shiki/langs/shellscript.mjs'), import('shiki/langs/yaml.mjs'), import('shiki/langs/json.mjs')],
    engine: createJavaScriptRegexEngine(),
  });
  const known = new Set(highlighter.getLoadedLanguages());
  return (code, language, meta) => {
    const lines = highlighter.codeToTokensWithThemes(code, {
      lang: known.has(language) ? language : 'text',
      themes: { dark: 'github-dark-default', light: 'github-light-default' },
    });
    const drawn = lines.map((words) =>
      words
        .map(({ content, variants }) => {
          const [dark = '', light = ''] = [variants['dark']?.color, variants['light']?.color];
          return `<span style="--0:${dark};--1:${light}">${escape(content)}</span>`;
        })
        .join(''),
    );
    const body = drawn.map((line) => `<div class="ec-line"><div class="code">${line || '\n'}</div></div>`).join('');
    return `<div class="expressive-code"><figure class="frame"><pre data-language="${escape(language)}" data-meta="${escape(meta)}"><code>${body}</code></pre></figure></div>`;
  };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
