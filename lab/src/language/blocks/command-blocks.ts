import { type Openness, readCommands } from '@drydock/model';
import type { Fence } from './fence.ts';
import type { Report } from '../../problem.ts';
import { suggest } from '../../lint/suggest.ts';

/** Finds blocks of commands that "Copy to terminal" could not type: a command that is never whole would leave the shell waiting. */
export function checkCommandBlocks(fences: readonly Fence[], report: Report): void {
  for (const { language, words, text, place } of fences) {
    const block = readCommands(language, text);
    const named = words[0] === 'node' ? 2 : 0;
    const misspelt =
      block && words.slice(named).find((word) => word !== 'node' && word !== 'code' && suggest(word, ['node']));
    if (misspelt !== undefined)
      report(
        place,
        `A block of commands has the word ${misspelt}.`,
        'Did you mean node, for the terminal of the node?',
      );
    if (block?.flaw === undefined) continue;
    const { row, openness } = block.flaw;
    const line = text.split('\n')[row]?.trim() ?? '';
    report(
      { line: place.line + 1 + row, column: place.column },
      `«${line}» is not whole as a command: ${missing(openness)}.`,
      language === 'sh' || language === 'bash'
        ? 'Complete it, or show it as ```text if students should not type it.'
        : 'Complete it; further lines of a command may begin with > . Show it as ```text if students should not type it.',
    );
  }
}

function missing(openness: Openness): string {
  switch (openness.why) {
    case 'heredoc':
      return `no line ${openness.word} ends its text`;
    case 'quote':
      return `${openness.mark} that closes is missing`;
    case 'backslash':
      return 'it ends with a backslash, and no line follows';
    case 'operator':
      return `nothing follows ${openness.sign}`;
    case 'compound':
      return `${openness.word} is missing`;
  }
}
