import { nodeParameterPrefix, type SandboxProfile } from '@drydock/model';
import type { Element } from '../mdx.ts';
import { flawOfShell } from '../attributes/node-names.ts';
import type { Place, Report } from '../../problem.ts';
import { suggest } from '../../lint/suggest.ts';

/** What a task's id follows in the opening line of its last block. */
const endMark = 'ends=';

/** One block of commands of `<Solution>`, and the terminal it is typed into. */
export interface ShownBlock {
  readonly where: 'workspace' | 'node';
  /** The part of the node whose shell it is; a cluster of one node need not name it. */
  readonly node?: string;
  /** The task that is done with this block: an attempt may begin after it. */
  readonly ends?: string;
  readonly text: string;
  /** The place of its opening line; the first command is in the line below. */
  readonly place: Place;
}

/**
 * Reads the commands of a `<Solution>`: its sh blocks in order, those with the word `node` for the node shell, `node worker` for that of one node. `ends=found` marks the
 * last block of the task `found`. What could be shown and not be proved is a finding.
 */
export function readShown(
  solution: Element,
  head: { readonly nodeShell: boolean | 'folders'; readonly profile: SandboxProfile } | undefined,
  report: Report,
): readonly ShownBlock[] {
  const { nodeShell: hasNodeShell = true, profile } = head ?? {};
  const blocks = solution.fences.flatMap(({ language, words: all, text, place }): ShownBlock[] => {
    const words = all.filter((word) => !word.startsWith(endMark));
    const [end, second] = all.filter((word) => word.startsWith(endMark)).map((word) => word.slice(endMark.length));
    if (language === 'sh' && second !== undefined)
      report(
        place,
        `The block ends both ${end} and ${second}.`,
        'Keep the mark of one, and let another block end the other.',
      );
    const isNode = words[0] === 'node';
    const node = isNode ? words[1] : undefined;
    const unknown = words
      .slice(isNode ? 2 : 0)
      .find((word) => word !== 'node' && suggest(word, ['node']) === undefined);
    if (language === 'sh' && unknown !== undefined)
      report(
        place,
        `A block of <Solution> does not know the word ${unknown}.`,
        'Only node may follow sh, the name of a node may follow that, and ends=TASK where a task is done with the block.',
      );
    const flaw = language === 'sh' && isNode && profile ? flawOfShell(node, profile) : undefined;
    if (flaw) report(place, flaw.message, flaw.fix);
    if (language !== 'sh' && language !== 'text')
      report(
        place,
        `A block of <Solution> is ${language || 'of no language'}, and only sh is run to prove it.`,
        'Write ```sh for commands, and ```text for what they print.',
      );
    if (language === 'sh' && words.includes('node') && !hasNodeShell)
      report(
        place,
        'The block is for the node shell, and the lab has no node shell.',
        'Write nodeShell: true, or remove node.',
      );
    if (language !== 'sh') return [];
    const where = words.includes('node') ? 'node' : 'workspace';
    return [{ where, ...(node !== undefined && { node }), ...(end !== undefined && { ends: end }), text, place }];
  });
  if (blocks.length === 0)
    report(
      solution.place,
      'The <Solution> has no commands, so it cannot be proved.',
      'Write them in a ```sh block, as a student would type them.',
    );
  return blocks;
}

/** Holds the commands of a translated `<Solution>` against those of the source: the same, but for comments and empty lines. */
export function compareShown(
  wanted: readonly ShownBlock[],
  own: readonly ShownBlock[],
  place: Place,
  report: Report,
): void {
  if (own.length !== wanted.length) {
    const message = `The <Solution> has ${own.length} blocks of commands, and that of lab.mdx has ${wanted.length}.`;
    report(own[wanted.length]?.place ?? place, message, 'Show the same commands in both languages.');
    return;
  }
  for (const [index, block] of own.entries()) {
    const source = wanted[index] ?? block;
    const { line, column } = block.place;
    if (placeOf(block) !== placeOf(source))
      report(
        block.place,
        `The block is for the ${placeOf(block)}, and in lab.mdx for the ${placeOf(source)}.`,
        `Begin it with ${openingOf(source)}.`,
      );
    else if (block.ends !== source.ends)
      report(
        block.place,
        `The block ends ${block.ends ?? 'no task'}, and in lab.mdx ${source.ends ?? 'none'}.`,
        `Begin it with ${openingOf(source)}.`,
      );
    const [found, expected] = [commandsOf(block.text), commandsOf(source.text)];
    const at = [...expected, undefined].findIndex((one, row) => one?.text !== found[row]?.text);
    if (at === -1) continue;
    const [mine, theirs] = [found[at], expected[at]];
    const row = mine?.row ?? block.text.split('\n').length;
    report(
      { line: line + 1 + row, column: column + commonLength(mine?.text ?? '', theirs?.text ?? '') },
      mine === undefined ? 'A command of lab.mdx is missing here.' : `«${mine.text.trim()}» is not what lab.mdx shows.`,
      theirs === undefined ? 'Remove it, or add it there.' : `Write «${theirs.text.trim()}», or change it there.`,
    );
  }
}

/** `workspace`, `node` or `node worker`. */
function placeOf({ where, node }: ShownBlock): string {
  return node === undefined ? where : `${where} ${node}`;
}

/** Its opening line: three backquotes, `sh node worker ends=found`. */
function openingOf(block: ShownBlock): string {
  const words = ['sh', ...(block.where === 'node' ? [placeOf(block)] : [])];
  return `\`\`\`${[...words, ...(block.ends === undefined ? [] : [`${endMark}${block.ends}`])].join(' ')}`;
}

/** What proves a shown solution: all its blocks in one bash in the workspace, those of the node handed to `node-shell`; it ends at the first command that fails. */
export function scriptOfShown(blocks: readonly ShownBlock[]): string {
  const mark = 'END_OF_NODE_BLOCK';
  const parts = blocks.map(({ where, node, text }) => {
    const command = node === undefined ? 'node-shell' : `node-shell {{${nodeParameterPrefix}${node}}}`;
    return where === 'node' ? `${command} <<'${mark}'\nset -eu\n${text}\n${mark}` : text;
  });
  return `${['set -eu', ...parts].join('\n')}\n`;
}

/** Whether two scripts are the same, line by line, but for empty lines and spaces at the ends of lines. */
export function areSameCommands(one: string, other: string): boolean {
  const plain = (script: string): string =>
    script
      .replaceAll(/[ \t]+$/gm, '')
      .replaceAll(/\n+/g, '\n')
      .trim();
  return plain(one) === plain(other);
}

function commandsOf(text: string): readonly { readonly row: number; readonly text: string }[] {
  const lines = text.split('\n').map((line, row) => ({ row, text: withoutComment(line) }));
  return lines.filter((line) => line.text !== '');
}

/** A # begins a comment where a word begins, and not inside of quotes. */
function withoutComment(line: string): string {
  return line.replaceAll(/('[^']*'|"(?:\\.|[^"\\])*")|(?:^|\s)#.*$/g, (_, quoted?: string) => quoted ?? '').trimEnd();
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
