import type { Problem } from '@drydock/model';
import { apiPath, readProblem } from '../api/request.ts';
import { type Place, viewPath } from './place.ts';
import type { ShownObject } from './shown.ts';

/** An object as YAML, or why it cannot be shown. */
export type ReadYaml = { readonly yaml: string } | { readonly problem: Problem };

/** Reads an object of the cluster as YAML. Rejects only when `signal` aborts. */
export async function readYaml(
  place: Place,
  { kind, namespace, name }: ShownObject,
  signal: AbortSignal,
): Promise<ReadYaml> {
  const query = new URLSearchParams({ kind, name, ...(namespace !== null && { namespace }) });
  try {
    const response = await fetch(apiPath(`${viewPath(place)}/object?${query}`), { signal, credentials: 'same-origin' });
    const text = await response.text();
    if (response.ok) return { yaml: text };
    return { problem: readProblem(JSON.parse(text)) ?? { code: 'bad_answer', message: '', fix: '' } };
  } catch (error) {
    if (signal.aborted) throw error;
    return { problem: { code: error instanceof SyntaxError ? 'bad_answer' : 'network', message: '', fix: '' } };
  }
}
