import type { SetupFile } from '@drydock/lab';
import type { NodeAccess, OpenNode, OpenWorkspace } from '../node.ts';
import { fail } from '../text/fail.ts';

/** What was at a path before the set-up wrote a file there: a file, or nothing from `made` on. */
export type Displaced = {
  /** The part of the node; the workspace without it. */
  readonly node?: string;
  readonly path: string;
} & ({ readonly made: string } | { readonly content: string; readonly mode: string; readonly owner: string });

export interface FilePlaces {
  readonly node: OpenNode;
  readonly workspace: OpenWorkspace;
  readonly signal: AbortSignal;
}

const scriptMs = 60_000;

/** For each path one line: `file`, its mode and owner and its content (base64), or `none` and the first folder above that is not there, or `other`. */
const look = `cd "\${HOME:-/}"
for path in "$@"; do
  if [ -f "$path" ]; then printf 'file %s %s\\n' "$(stat -L -c '%a %u:%g' -- "$path")" "$(base64 -w 0 -- "$path")"
  elif [ -e "$path" ]; then echo other
  else
    top=$path
    while above=$(dirname -- "$top"); [ ! -e "$above" ]; do top=$above; done
    printf 'none %s\\n' "$top"
  fi
done`;

/** Writes what its input names, line by line: path, mode, owner or -, content (base64). A plain file keeps its inode, as one that is mounted must. */
const write = `set -e
cd "\${HOME:-/}"
while read -r path mode owner content; do
  [ -f "$path" ] && [ ! -L "$path" ] || rm -rf --one-file-system -- "$path"
  mkdir -p -- "$(dirname -- "$path")"
  base64 -d <<<"$content" >"$path"
  chmod -- "$mode" "$path"
  [ "$owner" = - ] || chown -- "$owner" "$path"
done`;

const drop = `cd "\${HOME:-/}" && rm -rf --one-file-system -- "$@"`;

/**
 * Returns what is in the place of files that are to be written, to be kept before they are; `known` is of those that were written before. A path that is a folder cannot be
 * written.
 */
export async function learnDisplaced(
  files: readonly SetupFile[],
  known: readonly Displaced[],
  places: FilePlaces,
): Promise<readonly Displaced[]> {
  const isNew = (file: SetupFile): boolean => !known.some((one) => one.node === file.node && one.path === file.path);
  const found = await inEachPlace(files.filter(isNew), places, async (exec, own, node) => {
    const { stdout } = await run(exec, node, look, own.map(pathIn), '', places.signal);
    const lines = stdout.split('\n');
    return own.map(({ path }, index): Displaced => {
      const [what, ...words] = (lines[index] ?? '').split(' ');
      const place = { ...(node !== undefined && { node }), path };
      const [first = '', owner = '', content = ''] = words;
      if (what === 'none') return { ...place, made: words.join(' ') };
      if (what === 'file') return { ...place, mode: first, owner, content };
      throw fail('lab_invalid', (text) => text.notAFile(path, node));
    });
  });
  // A file in a folder that another file of the set-up makes is gone with that folder.
  return [...known, ...found.flat()];
}

/** Writes files as root on nodes and as the student into the workspace; doing it again changes nothing. */
export async function writeFiles(files: readonly SetupFile[], places: FilePlaces): Promise<void> {
  await inEachPlace(files, places, async (exec, own, node) => {
    const lines = own.map((file) => {
      const content = Buffer.from(file.content).toString('base64');
      return `${pathIn(file)} ${file.isExecutable ? '755' : '644'} - ${content}\n`;
    });
    await run(exec, node, write, [], lines.join(''), places.signal);
  });
}

/** Puts back what was there before the set-up wrote its files, whatever a student has made of them; doing it again changes nothing. */
export async function putBackFiles(displaced: readonly Displaced[], places: FilePlaces): Promise<void> {
  await inEachPlace(displaced, places, async (exec, own, node) => {
    const made = own.flatMap((one) => ('made' in one ? [one.made] : []));
    if (made.length > 0) await run(exec, node, drop, made, '', places.signal);
    const lines = own.flatMap((one) =>
      'made' in one ? [] : [`${pathIn(one)} ${one.mode} ${one.owner} ${one.content}\n`],
    );
    if (lines.length > 0) await run(exec, node, write, [], lines.join(''), places.signal);
  });
}

/** A path as it is in the place: of the workspace from the student's home on. */
function pathIn({ node, path }: { readonly node?: string; readonly path: string }): string {
  return node === undefined ? `./${path}` : path;
}

type Exec = NodeAccess['exec'];

/** Works on the files of each place, all places at once. */
async function inEachPlace<File extends { readonly node?: string }, Result>(
  files: readonly File[],
  { node: openNode, workspace }: FilePlaces,
  work: (exec: Exec, own: readonly File[], node: string | undefined) => Promise<Result>,
): Promise<readonly Result[]> {
  const places = [...new Set(files.map(({ node }) => node))];
  return Promise.all(
    places.map(async (place) => {
      const { exec } = place === undefined ? await workspace() : await openNode(place);
      return work(
        exec,
        files.filter(({ node }) => node === place),
        place,
      );
    }),
  );
}

async function run(
  exec: Exec,
  node: string | undefined,
  script: string,
  args: readonly string[],
  input: string,
  signal: AbortSignal,
): Promise<{ readonly stdout: string }> {
  const { exitCode, stdout, stderr } = await exec(['bash', '-c', script, 'bash', ...args], {
    input,
    timeoutMs: scriptMs,
    signal,
  });
  if (exitCode !== 0) throw fail('command_failed', (text) => text.setupFiles(node, stderr.slice(-300).trim()));
  return { stdout };
}
