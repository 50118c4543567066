import type { KubeObject } from '@drydock/model';
import { stringify } from 'yaml';

/** An object as YAML, the keys in the order in which `kubectl get --output yaml` prints them. */
export function manifestOf(object: KubeObject): string {
  return stringify(object, { lineWidth: 0, sortMapEntries: true });
}
