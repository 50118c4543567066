import { mdxToJs } from 'satteri';
import { expect, test } from 'vitest';
import { linkTerms } from './glossary-links.ts';

const probe = {
  id: 'probe',
  word: { en: 'probe', zh: '探针' },
  definition: { en: 'A "question".', zh: '一个问题。' },
  lesson: 'probes/probe-concepts',
  forms: { en: ['probe'], zh: ['探针'] },
  except: [],
};

async function compile(source: string): Promise<string> {
  return (await mdxToJs(source, { hastPlugins: [linkTerms([probe], 'en')] })).code;
}
const count = (code: string): number => code.split('glossary/#probe').length - 1;

test('the first use is a link with its definition, later ones are not', async () => {
  const code = await compile('Two *probes* here.\n\nA probe there.');
  expect(code).toContain('href: "../../glossary/#probe"');
  expect(code).toMatch(/data-?definition"?: "A \\"question\\"\."/i);
  expect(code).toContain('children: "probes"');
  expect(count(code)).toBe(1);
});

test.each([
  '# A probe',
  '`probe`',
  '```sh\nprobe\n```',
  '[a probe](https://k8s.io/)',
  '| probe |\n| - |\n| x |',
  '<Quiz id="q" question="?">\n  <Choice reason="r">A probe</Choice>\n</Quiz>',
  '<details>\n<summary>probe</summary>\n\nx\n\n</details>',
  '<LabLink lab="x">probe</LabLink>',
])('no link is made in %j, and the first use after it is linked', async (source) => {
  expect(count(await compile(source))).toBe(0);
  const code = await compile(`${source}\n\nThe probe below.`);
  expect(count(code)).toBe(1);
  expect(code).toContain(' below.');
});

test('the text of components, tables and lists is linked as any other', async () => {
  for (const source of ['<Aside>\n\nA probe\n\n</Aside>', '| x |\n| - |\n| a probe |', '- a probe', '> a **probe**'])
    expect(count(await compile(source))).toBe(1);
});
