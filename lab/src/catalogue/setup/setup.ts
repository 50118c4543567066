import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CourseError, fillParameters, type KubeObject } from '@drydock/model';
import { parseAllDocuments } from 'yaml';
import type { Lab } from '../../lab.ts';
import { readTextFile } from '../text-file.ts';

/** Returns the objects of `setup/*.yaml` in the order of their files, with the parameters filled in; a list counts as its items. */
export async function readSetup(
  lab: Lab,
  parameters: Readonly<Record<string, string>>,
): Promise<readonly KubeObject[]> {
  const folder = join(lab.directory, 'setup');
  const files = (await readdir(folder).catch(() => [])).filter((name) => /\.ya?ml$/.test(name)).toSorted();
  const objects: KubeObject[] = [];
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
function objectsOf(value: unknown, place: string): readonly KubeObject[] {
  const { apiVersion, kind, metadata, items }: Partial<KubeObject> & { readonly items?: unknown } = value ?? {};
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) {
    // The items of a typed list may leave out what the list states for all of them.
    const own = kind === 'List' ? {} : { apiVersion, kind: kind.replace(/List$/, '') };
    return items.flatMap((item: object) => objectsOf({ ...own, ...item }, place));
  }
  const lacks = [
    ...(typeof apiVersion === 'string' ? [] : ['apiVersion']),
    ...(typeof kind === 'string' ? [] : ['kind']),
    ...(typeof metadata?.name === 'string' ? [] : ['metadata.name']),
  ];
  if (lacks.length === 0) return [value as KubeObject];
  throw new CourseError(
    'lab_invalid',
    `${place} holds an object without ${lacks.join(', ')}.`,
    'Write each object with apiVersion, kind and metadata.name; a list is `kind: List` with `items`.',
  );
}
