import type { Words } from '../problem/problem.ts';

/** What has no word of its own in Chinese: code, names, addresses, settings, and what is quoted as the words of another program. */
const foreign = /`[^`]*`|“[^”]*”|"[^"]*"|[A-Z]{2,}[A-Z_]*|\/?[\w.{}:-]*\/[\w./{}:-]*|\b[a-z]+(?:-[a-z]+)+\b/g;

/** Returns those texts that are not Chinese, or hold an English sentence: at most two words of it follow each other. For tests. */
export const notChinese = ({ message, fix }: Words): string[] =>
  [message, fix].filter(
    (text) =>
      !/[\u4e00-\u9fff]/.test(text) || /(?:\b[A-Za-z]{2,}\b[ ,]+){2,}[A-Za-z]{2,}/.test(text.replaceAll(foreign, '')),
  );
