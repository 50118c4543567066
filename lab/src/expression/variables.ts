import { kindOf, type Probe, probeKinds } from '../probe/kinds.ts';
import { schema, type TypeName } from '../schema/kinds.ts';

type Types = Readonly<Record<string, TypeName>>;

const time = 'google.protobuf.Timestamp';

/** What has fields without being an object of the API: each by its fields. */
export const records: Readonly<Record<string, Types>> = {
  attempt: { startedAt: time },
  server: { version: 'string' },
  credential: { key: 'string', username: 'string', password: 'string' },
  ...Object.assign({}, ...Object.values(probeKinds).map((kind) => ('structs' in kind ? kind.structs : {}))),
};

/** Returns the names that an expression may use without `with`, by their types. `params` has the parameters of the lab. */
export function variablesOf(probe: Probe): Types {
  return { params: 'params', attempt: 'attempt', now: time, server: 'server', ...kindOf(probe).variables(probe) };
}

/** Returns the type of a name that `with` gives to a further probe. */
export function typeOfFurther(probe: Probe): TypeName {
  const { bound = '', variables } = kindOf(probe);
  return variables(probe)[bound] ?? 'any';
}

const plain = new Set(['string', 'int', 'bool', 'Quantity', time]);

/**
 * Returns a type of the schema as CEL writes it. What is a text in the cluster but means more goes wherever a text
 * goes, and is not compared as one. What may be a number or a name is anything, as in the API server's own CEL.
 */
export function celType(type: TypeName): string {
  if (type.startsWith('[]')) return `list<${celType(type.slice(2))}>`;
  if (type.startsWith('{}')) return `map<string, ${celType(type.slice(2))}>`;
  if (type === 'quantity' || type === 'time') return `dyn<${type}>`;
  const isKnown = plain.has(type) || type === 'params' || type in records || type in schema.structs;
  return isKnown ? type : 'dyn';
}

/** Returns a type as CEL writes it, with `dyn` for everything that has fields: an object of a cluster may hold anything. */
export function dynamicType(type: TypeName): string {
  if (type.startsWith('[]')) return `list<${dynamicType(type.slice(2))}>`;
  return plain.has(type) ? type : 'dyn';
}
