import { type Check, podObject } from '@drydock/lab';
import type { CollectionRef, Text } from '@drydock/model';
import type { CheckReadings } from './judge.ts';
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
    const { file, requests } = reading.values as { file?: { exists: boolean }; requests?: readonly unknown[] };
    if (probe.kind === 'node' && 'file' in probe && file?.exists === false)
      return { missing: `file ${probe.file} on the node`, message: noFile(probe.file) };
    if (probe.kind === 'registry' && requests?.length === 0)
      return { missing: `request for ${probe.repository}`, message: noRequest(probe.repository) };
    const of = probe === check.probe ? collectionOf(probe) : undefined;
    if (of && reading.objects.length === 0) return { missing: collectionName(of), message: noneThere(of) };
  }
  return {};
}

/** What is looked at by labels: a list, or what a selector of a probe that looks into Pods finds. */
function collectionOf(probe: Check['probe']): CollectionRef | undefined {
  if (probe.kind === 'list') return probe.of;
  if (probe.kind !== 'http' || probe.pod.name !== undefined) return undefined;
  const { apiVersion, namespace } = podObject(probe.pod);
  const kind = probe.target === 'pod' ? 'Pod' : 'Service';
  return {
    apiVersion,
    kind,
    ...(namespace !== undefined && { namespace }),
    ...(probe.pod.selector !== undefined && { selector: probe.pod.selector }),
  };
}

function collectionName({ kind, namespace, selector }: CollectionRef): string {
  const place = namespace === undefined || namespace === '*' ? '' : ` in namespace ${namespace}`;
  return `${kind}${selector === undefined ? '' : ` ${selector}`}${place}`;
}

/** The name by which a page knows that several checks wait for the same object. */
export function missingName({ what, isNamespaceMissing, isKindMissing }: Miss): string {
  const { apiVersion, kind, name, namespace } = what;
  if (isKindMissing === true) return `kind ${kind} of ${apiVersion}`;
  if (namespace === undefined) return `${kind} ${name}`;
  return isNamespaceMissing ? `namespace ${namespace}` : `${kind} ${name} in namespace ${namespace}`;
}
