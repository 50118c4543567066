import type { GlossaryText } from '../en/glossary.ts';

/** Words of the glossary in Chinese; only the build writes them into pages. */
export const glossary: GlossaryText = {
  title: '术语表',
  termTitle: (word) => `术语：${word}`,
  lead: '这门课用到的词，每个都附上讲它的那一课。',
  filter: '筛选术语',
  filterHelp: '输入词的一部分，中英文都行。按回车跳到第一个，按 Esc 全部显示。',
  shown: (count) => `显示 ${count} 个术语`,
  noneShown: '没有含这些字的术语。',
  explained: '详见',
  language: '英文：',
};
