import { records } from '../expression/variables.ts';
import { parameterFields } from '../language/attributes/parameter-names.ts';
import { schema, structOf } from '../schema/kinds.ts';
import { suggest } from './suggest.ts';
import { describe } from './type-names.ts';

/** What is wrong, and what to write instead. */
export interface Flaw {
  readonly message: string;
  readonly fix: string;
}

/** A kind of the course's Kubernetes by another name: `v1/pod` → `v1/Pod`. Undefined when the kind is known, or its group is not in the schema. */
export function unknownKind(apiVersion: string, kind: string): Flaw | undefined {
  if (structOf(apiVersion, kind) !== undefined || (apiVersion === 'v1' && kind === 'Event')) return undefined;
  const known = Object.keys(schema.kinds);
  const isCovered = known.some((one) => one.slice(0, one.lastIndexOf('/')) === apiVersion);
  const nearest = suggest(`${apiVersion}/${kind}`, known);
  if (!isCovered && nearest === undefined) return undefined;
  return {
    message: `Kubernetes has no kind ${apiVersion}/${kind}.`,
    fix:
      nearest === undefined
        ? 'Write apiVersion and kind as the API has them, such as apps/v1 and Deployment; `kubectl api-resources` lists them.'
        : `Did you mean ${nearest}?`,
  };
}

/** Returns the fields of a type; `parameters` are those of `params`. Undefined for a type that may have any, or none. */
export function fieldsOf(type: string, parameters?: readonly string[]): readonly string[] | undefined {
  if (type === 'params' || type === 'nodeNames') {
    const { own, nodes } = parameterFields(parameters ?? []);
    if (type === 'nodeNames') return nodes;
    return parameters && [...own, 'node'];
  }
  const fields = records[type] ?? schema.structs[type];
  return fields && Object.keys(fields);
}

/** Explains that a type has no such field, and names the nearest that it has. */
export function unknownField(type: string, field: string, parameters?: readonly string[]): Flaw {
  const fields = fieldsOf(type, parameters) ?? [];
  const nearest = suggest(field, fields);
  const meant = nearest === undefined ? undefined : `Did you mean ${nearest}?`;
  if (type === 'params')
    return {
      message: `The lab has no parameter ${field}.`,
      fix: meant ?? 'Add it to parameters in the frontmatter, or remove it.',
    };
  if (type === 'nodeNames')
    return { message: `The lab has no node ${field}.`, fix: meant ?? `Its nodes are ${fields.join(', ')}.` };
  if (type in records)
    return { message: `${type} has no field ${field}.`, fix: meant ?? `It has ${fields.join(', ')}.` };
  return {
    message: `${describe(type)} has no field ${field} in Kubernetes ${schema.version}.`,
    fix: meant ?? `Look it up with kubectl explain; it has ${fields.slice(0, 8).join(', ')} and more.`,
  };
}

/** Explains that what is not an object has no fields. */
export function noFields(type: string, field: string): Flaw {
  return {
    message: `${field} is a field of something without fields: it is ${describe(type)}.`,
    fix: type.startsWith('list') ? 'Take one item by its index, or use exists or all.' : 'Leave it out.',
  };
}

/** Returns the type of a field of a manifest, as the schema writes it, or what is wrong with its name. */
export function findField(type: string, field: string): { readonly type: string } | { readonly problem: Flaw } {
  if (type.startsWith('{}')) return { type: type.slice(2) };
  const struct = schema.structs[type];
  if (struct) {
    const found = struct[field];
    return found === undefined ? { problem: unknownField(type, field) } : { type: found };
  }
  // A struct that the schema leaves out holds whatever it is given.
  if (type === 'any' || type.includes('.')) return { type: 'any' };
  return { problem: noFields(type.startsWith('[]') ? 'list' : type, field) };
}
