import { type Check, kindOf } from '@drydock/lab';
import type { CollectionRef, Text } from '@drydock/model';
import type { CheckReadings } from '../reading/reading.ts';
import { noFile, noRequest, noneThere } from './messages.ts';
import type { Miss, Reading } from '../reading/reading.ts';

/** What a check that is not true waits for, where there is nothing yet to be right or wrong: no object of a kind, no file, no request. */
export function awaited(check: Check, { main, with: further }: CheckReadings): { missing?: string; message?: Text } {
  const all: [Check['probe'], Reading | undefined][] = [
    [check.probe, main],
    ...Object.entries(check.with).map(([name, probe]): [Check['probe'], Reading | undefined] => [probe, further[name]]),
  ];
  for (const [probe, reading] of all) {
    if (reading?.state !== 'found') continue;
    const kind = kindOf(probe);
    const nothing = kind.nothingYet?.(probe, reading.values);
    if (nothing?.what === 'file')
      return {
        missing: `file ${nothing.path} ${nothing.pod === undefined ? 'on the node' : `in ${nothing.pod}`}`,
        message: noFile(nothing.path, nothing.pod),
      };
    if (nothing?.what === 'request')
      return { missing: `request for ${nothing.repository}`, message: noRequest(nothing.repository) };
    const of = probe === check.probe ? kind.collection?.(probe) : undefined;
    if (of && reading.objects.length === 0) return { missing: collectionName(of), message: noneThere(of) };
  }
  return {};
}

function collectionName({ kind, namespace, selector }: CollectionRef): string {
  const place = namespace === undefined || namespace === '*' ? '' : ` in namespace ${namespace}`;
  return `${kind}${selector === undefined ? '' : ` ${selector}`}${place}`;
}

/** The name by which a page knows that several checks wait for the same object. */
export function missingName({ what, isNamespaceMissing, isKindMissing, isClusterMissing }: Miss): string {
  const { apiVersion, kind, name, namespace } = what;
  if (isClusterMissing === true) return 'cluster';
  if (isKindMissing === true) return `kind ${kind} of ${apiVersion}`;
  if (namespace === undefined) return `${kind} ${name}`;
  return isNamespaceMissing ? `namespace ${namespace}` : `${kind} ${name} in namespace ${namespace}`;
}
