import { parseQuantity } from '@drydock/lab';
import type { Amounts, KubeObject, ViewObject } from '@drydock/model';
import { z } from 'zod';

/** What the view says of every object. */
type Common = Pick<
  Exclude<ViewObject, { kind: 'PodUsage' | 'NodeUsage' }>,
  'uid' | 'name' | 'namespace' | 'createdAt' | 'isLeaving' | 'owner'
>;

/** Makes an object of the view out of one of the API server. */
export type Slimmer = (object: KubeObject) => ViewObject;

const Owners = z.object({
  ownerReferences: z
    .array(z.object({ kind: z.string(), name: z.string(), uid: z.string(), controller: z.boolean().nullish() }))
    .nullish(),
});

/** Names, age and controller of an object. */
export function commonOf({ metadata }: KubeObject): Common {
  const owner = (Owners.parse(metadata).ownerReferences ?? []).find(({ controller }) => controller === true);
  return {
    uid: metadata.uid,
    name: metadata.name,
    namespace: metadata.namespace ?? null,
    createdAt: metadata.creationTimestamp,
    isLeaving: metadata.deletionTimestamp !== undefined,
    owner: owner ? { kind: owner.kind, name: owner.name, uid: owner.uid } : null,
  };
}

/** Quantities of resources as the API server writes them. */
export const Quantities = z.record(z.string(), z.union([z.string(), z.number()])).nullish();

/** CPU and memory of some quantities as numbers. */
export function amountsOf(quantities: z.infer<typeof Quantities>): Amounts {
  return { cpuMillis: numberOf(quantities?.['cpu'], 6), memoryBytes: numberOf(quantities?.['memory'], 9) };
}

/** A quantity in units of 10^(power - 9). */
function numberOf(quantity: string | number | undefined, power: 6 | 9): number | null {
  const nano = quantity === undefined ? undefined : parseQuantity(String(quantity))?.nano;
  return nano === undefined ? null : Math.round(Number(nano) / 10 ** power);
}

/** A text that is not too long for a page. */
export function brief(text: string | null | undefined, most = 400): string | null {
  if (text == null || text === '') return null;
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
