import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fillParameters, type SandboxProfile } from '@drydock/model';
import { nodeParts } from '../../language/attributes/node-names.ts';
import type { Lab } from '../../lab.ts';

/** A file that the set-up writes: into the workspace, or onto a node. */
export interface SetupFile {
  /** The part of the node; the workspace without it. */
  readonly node?: string;
  /** From the root of a node, or from the student's home. */
  readonly path: string;
  readonly content: Uint8Array;
  readonly isExecutable: boolean;
}

/** The largest file that a set-up writes. */
export const setupFileBytes = 256 * 1024;

/** Where a file of a lab's folder is written by the set-up; undefined for what it does not write. */
export function placeOfSetupFile(file: string): { readonly node?: string; readonly path: string } | undefined {
  const [folder, area, ...rest] = file.split('/');
  if (folder !== 'setup') return undefined;
  if (area === 'workspace' && rest.length > 0) return { path: rest.join('/') };
  const [node, ...path] = rest;
  return area === 'nodes' && node !== undefined && path.length > 0 ? { node, path: `/${path.join('/')}` } : undefined;
}

/** What is wrong with a file below `setup/`, by its name and size. */
export function flawOfSetupFile(
  file: string,
  bytes: number,
  profile: SandboxProfile,
): { readonly message: string; readonly fix: string } | undefined {
  const nodes = nodeParts(profile);
  const place = placeOfSetupFile(file);
  const shown = 'Write setup/*.yaml for objects, setup/workspace/… for files in the home of the student and';
  if (!place && !/^setup\/[^/]+\.ya?ml$/.test(file))
    return {
      message: `The set-up does not read ${file}.`,
      fix: `${shown} setup/nodes/${nodes.at(-1)}/… for files of a node.`,
    };
  if (place?.node !== undefined && !nodes.includes(place.node))
    return {
      message: `The lab has no node ${place.node}.`,
      fix: `Its ${nodes.length === 1 ? 'node is' : 'nodes are'} ${nodes.join(', ')}, each with a folder of that name in setup/nodes.`,
    };
  if (place && !/^[\w.@+/-]+$/.test(place.path))
    return {
      message: `The name ${place.path} has characters that a path of the set-up may not have.`,
      fix: 'Use letters, digits and . _ - + @ only.',
    };
  if (place && bytes > setupFileBytes)
    return {
      message: `${file} has ${Math.ceil(bytes / 1024)} KiB.`,
      fix: `Keep it below ${setupFileBytes / 1024} KiB.`,
    };
  return undefined;
}

/** Reads the files that the set-up writes, in the order of their names, with the parameters filled in where a file is text. */
export async function readSetupFiles(
  lab: Pick<Lab, 'directory'>,
  parameters: Readonly<Record<string, string>>,
): Promise<readonly SetupFile[]> {
  const folder = join(lab.directory, 'setup');
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const found = await Promise.all(
    files.map(async (file): Promise<SetupFile[]> => {
      const place = placeOfSetupFile(relative(lab.directory, file).split(sep).join('/'));
      if (!place) return [];
      const [content, { mode }] = await Promise.all([readFile(file), stat(file)]);
      return [{ ...place, content: filled(content, parameters), isExecutable: (mode & 0o100) !== 0 }];
    }),
  );
  return found.flat();
}

/** Text with the parameters filled in; anything else as it is. */
function filled(content: Uint8Array, parameters: Readonly<Record<string, string>>): Uint8Array {
  if (content.includes(0)) return content;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    return Buffer.from(fillParameters(text, parameters));
  } catch {
    return content;
  }
}
