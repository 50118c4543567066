import type { SandboxProfile } from '@drydock/model';
import { expect, test } from 'vitest';
import { parseMdx } from '../mdx.ts';
import { areSameCommands, compareShown, readShown, scriptOfShown, type ShownBlock } from './solution-blocks.ts';

/** What is read of a page of one `<Solution>`, which begins in line 1, and its findings. */
function read(
  text: string,
  nodeShell = true,
  profile: SandboxProfile = 'one-node',
): { blocks: readonly ShownBlock[]; found: readonly string[] } {
  const found: string[] = [];
  const report = ({ line, column }: { line: number; column: number }, message: string, fix: string): void =>
    void found.push(`${line}:${column} ${message} ${fix}`);
  const [solution] = parseMdx(`<Solution>\n\n${text}\n\n</Solution>\n`, report) ?? [];
  if (!solution) throw new Error('the page holds no solution');
  return { blocks: readShown(solution, { nodeShell, profile }, report), found };
}

/** The findings of a translation with these blocks beside a source with those. */
function compare(source: string, translation: string): readonly string[] {
  const found: string[] = [];
  compareShown(
    read(source).blocks,
    read(translation).blocks,
    { line: 1, column: 1 },
    ({ line, column }, message, fix) => found.push(`${line}:${column} ${message} ${fix}`),
  );
  return found;
}

const two =
  '```sh node\nmkdir /mnt/data\n```\n\nThen:\n\n```sh\nkubectl apply -f - <<EOF\na:\n  b: {{token}}\nEOF\n```';

test('blocks are run in order in one bash, those of the node in the node shell, with their indentation', () => {
  const { blocks, found } = read(two);
  expect(found).toEqual([]);
  expect(scriptOfShown(blocks)).toBe(
    "set -eu\nnode-shell <<'END_OF_NODE_BLOCK'\nset -eu\nmkdir /mnt/data\nEND_OF_NODE_BLOCK\nkubectl apply -f - <<EOF\na:\n  b: {{token}}\nEOF\n",
  );
});

test('a block in a list is read without the indentation of the list', () => {
  expect(read('1. First:\n\n   ```sh\n   if true; then\n     true\n   fi\n   ```').blocks).toMatchObject([
    { where: 'workspace', text: 'if true; then\n  true\nfi', place: { line: 5, column: 4 } },
  ]);
});

test('what could be shown and not be proved is a finding', () => {
  expect(read('A Deployment.').found).toEqual([
    '1:1 The <Solution> has no commands, so it cannot be proved. Write them in a ```sh block, as a student would type them.',
  ]);
  expect(read('```bash\ntrue\n```\n\n```sh\ntrue\n```\n\n```text\nit says\n```').found).toEqual([
    '3:1 A block of <Solution> is bash, and only sh is run to prove it. Write ```sh for commands, and ```text for what they print.',
  ]);
  expect(read('```sh host\ntrue\n```').found).toEqual([
    '3:1 A block of <Solution> does not know the word host. Only node may follow sh, the name of a node may follow that, and ends=TASK where a task is done with the block.',
  ]);
  expect(read(two, false).found).toEqual([
    '3:1 The block is for the node shell, and the lab has no node shell. Write nodeShell: true, or remove node.',
  ]);
});

test('a translation shows the same commands; comments and empty lines are its own', () => {
  expect(
    compare('```sh\n# make it\ntrue # really\necho "a # b"\n```', '```sh\ntrue # 真的\n\necho "a # b"\n```'),
  ).toEqual([]);
  expect(compare('```sh\necho "a # b"\n```', '```sh\necho "a # c"\n```')).toEqual([
    '4:11 «echo "a # c"» is not what lab.mdx shows. Write «echo "a # b"», or change it there.',
  ]);
});

test('another, a missing and an extra command are found at their place, and so are blocks', () => {
  expect(compare(two, two.replace('b: {{token}}', 'b: {{tokn}}'))).toEqual([
    '12:11 «b: {{tokn}}» is not what lab.mdx shows. Write «b: {{token}}», or change it there.',
  ]);
  expect(compare('```sh\none\ntwo\n```', '```sh\none\n```')).toEqual([
    '5:1 A command of lab.mdx is missing here. Write «two», or change it there.',
  ]);
  expect(compare('```sh\none\n```', '```sh\none\n# 二\ntwo\n```')).toEqual([
    '6:1 «two» is not what lab.mdx shows. Remove it, or add it there.',
  ]);
  expect(compare(two, two.replace('sh node', 'sh'))).toEqual([
    '3:1 The block is for the workspace, and in lab.mdx for the node. Begin it with ```sh node.',
  ]);
  expect(compare('```sh\none\n```', two)).toEqual([
    '9:1 The <Solution> has 2 blocks of commands, and that of lab.mdx has 1. Show the same commands in both languages.',
  ]);
});

test('only the same lines with the same indentation are the same commands', () => {
  expect(areSameCommands('set -eu\none\n\n  two  \n', 'set -eu\none\n  two')).toBe(true);
  expect(areSameCommands('set -eu\na:\n  b: 1\n', 'set -eu\na:\nb: 1\n')).toBe(false);
  expect(areSameCommands('set -eu\none\n', 'set -eu\none\ntwo\n')).toBe(false);
});

test('a block for one of several nodes names it, and is proved in its shell', () => {
  const { blocks, found } = read('```sh node worker\ntrue\n```', true, 'three-nodes');
  expect(found).toEqual([]);
  expect(scriptOfShown(blocks)).toBe(
    "set -eu\nnode-shell {{node.worker}} <<'END_OF_NODE_BLOCK'\nset -eu\ntrue\nEND_OF_NODE_BLOCK\n",
  );
  expect(read('```sh node\ntrue\n```', true, 'three-nodes').found).toEqual([
    '3:1 The block is for the shell of a node, and the lab has several. Name one, as in ```sh node worker2.',
  ]);
  expect(read('```sh node worker3\ntrue\n```', true, 'three-nodes').found).toEqual([
    '3:1 The lab has no node worker3. Its nodes are control-plane, worker, worker2.',
  ]);
  expect(read('```sh node worker\ntrue\n```').found).toEqual([
    '3:1 The lab has no node worker. Its node is control-plane; there are more with profile: three-nodes.',
  ]);
  expect(compare('```sh node control-plane\ntrue\n```', '```sh node\ntrue\n```')).toEqual([
    '3:1 The block is for the node, and in lab.mdx for the node control-plane. Begin it with ```sh node control-plane.',
  ]);
});
