import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CourseError, fillParameters, type KubeManifest } from '@drydock/model';
import { parseAllDocuments } from 'yaml';
import type { Lab } from '../../lab.ts';
import { readTextFile } from '../text-file.ts';

/** Returns the objects of `setup/*.yaml` in the order of their files, with the parameters filled in; a list counts as its items. */
export async function readSetup(
  lab: Lab,
  parameters: Readonly<Record<string, string>>,
): Promise<readonly KubeManifest[]> {
  const folder = join(lab.directory, 'setup');
  const files = (await readdir(folder).catch(() => [])).filter((name) => /\.ya?ml$/.test(name)).toSorted();
  const objects: KubeManifest[] = [];
  for (const file of files) {
    const place = `labs/${lab.id}/setup/${file}`;
    const { text = '' } = (await readTextFile(join(folder, file))) ?? {};
    for (const document of parseAllDocuments(fillParameters(text, parameters))) {
      const [error] = document.errors;
      if (error)
        throw new CourseError(
          'lab_invalid',
          `${place} is not YAML: ${error.message}`,
          '`npx drydock lab lint` says where and what to write.',
        );
      if (document.contents !== null) objects.push(...objectsOf(document.toJS(), place));
    }
  }
  return objects;
}

/** One object, or all items of a `kind: List` or `ConfigMapList`, lists within lists included. */
function objectsOf(value: unknown, place: string): readonly KubeManifest[] {
  const { apiVersion, kind, items }: Partial<KubeManifest> & { readonly items?: unknown } = value ?? {};
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) {
    // The items of a typed list may leave out what the list states for all of them.
    const own = kind === 'List' ? {} : { apiVersion, kind: kind.replace(/List$/, '') };
    return items.flatMap((item: object) => objectsOf({ ...own, ...item }, place));
  }
  if (isManifest(value)) return [value];
  throw new CourseError(
    'lab_invalid',
    `${place} holds an object without ${lackingIn(value).join(', ')}.`,
    'Write each object with apiVersion, kind and metadata.name; a list is `kind: List` with `items`.',
  );
}

function isManifest(value: unknown): value is KubeManifest {
  return lackingIn(value).length === 0;
}

/** The fields that an object must have and this one lacks. */
function lackingIn(value: unknown): readonly string[] {
  const { apiVersion, kind, metadata }: Partial<KubeManifest> = value ?? {};
  const fields = { apiVersion, kind, 'metadata.name': metadata?.name };
  return Object.entries(fields).flatMap(([name, text]) => (typeof text === 'string' ? [] : [name]));
}
