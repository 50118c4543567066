import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CourseError, fillParameters } from '@drydock/model';
import { parseAllDocuments } from 'yaml';
import type { Cluster } from './cluster.ts';
import type { Lab } from './lab.ts';
import { type KubeObject, type Objects, refusal } from './objects.ts';

/** The objects of `setup/*.yaml` in order of their files, with the parameters filled in. */
export async function readSetup(
  lab: Lab,
  parameters: Readonly<Record<string, string>>,
): Promise<readonly KubeObject[]> {
  const folder = join(lab.directory, 'setup');
  const files = (await readdir(folder).catch(() => [])).filter((name) => /\.ya?ml$/.test(name)).toSorted();
  const objects: KubeObject[] = [];
  for (const file of files) {
    for (const document of parseAllDocuments(fillParameters(await readFile(join(folder, file), 'utf8'), parameters))) {
      const [error] = document.errors;
      if (error)
        throw new CourseError(
          'lab_invalid',
          `labs/${lab.id}/setup/${file} is not YAML: ${error.message}`,
          'Correct the file.',
        );
      if (document.contents !== null) objects.push(document.toJS() as KubeObject);
    }
  }
  return objects;
}

/** Applies objects as the grader and tells their uids; doing it again changes nothing. */
export async function applyAll(
  cluster: Cluster,
  objects: Objects,
  wanted: readonly KubeObject[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const uids: string[] = [];
  for (const object of wanted) {
    const { apiVersion = '', kind = '', metadata } = object;
    const { isNamespaced } = await objects.type(apiVersion, kind, signal);
    const path = await objects.path(
      { apiVersion, kind, name: metadata.name, ...(isNamespaced && { namespace: metadata.namespace ?? 'default' }) },
      signal,
    );
    const { status, body } = await cluster.request(`${path}?fieldManager=drydock&force=true`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/apply-patch+yaml' },
      body: JSON.stringify(object),
      signal,
    });
    if (status !== 200 && status !== 201) throw refusal(path, status, body);
    uids.push((JSON.parse(body.toString('utf8')) as KubeObject).metadata.uid);
  }
  return uids;
}
