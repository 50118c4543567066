import kubernetes from './kubernetes.json' with { type: 'json' };
import type { Schema } from './schema.ts';

/** The kinds and fields of the course's Kubernetes. */
export const schema: Schema = kubernetes;

/** A type as the schema writes it; `any` is what nothing is known of. */
export type TypeName = string;

/** Returns the struct of a kind; undefined for one that this version of Kubernetes does not have, or whose group is not in the schema. */
export function structOf(apiVersion: string, kind: string): string | undefined {
  return schema.kinds[`${apiVersion}/${kind}`];
}
