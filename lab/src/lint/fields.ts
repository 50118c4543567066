import { probeKinds } from '../probe/kinds.ts';
import { schema, structOf, type TypeName } from '../schema/kinds.ts';
import type { Schema } from '../schema/schema.ts';
import { suggest } from './suggest.ts';

/** What is not an object of the API but has fields all the same. */
const own: Schema['structs'] = {
  ...Object.assign({}, ...Object.values(probeKinds).map((kind) => ('structs' in kind ? kind.structs : {}))),
  credential: { key: 'string', username: 'string', password: 'string' },
  attempt: { startedAt: 'time' },
  server: { version: 'string' },
};

/** The type of `params`: the parameters of the lab and no other. Any name goes when they could not be read. */
export function parametersType(names: readonly string[] | undefined): TypeName {
  return names === undefined ? '{}string' : `params:${names.join(',')}`;
}

/** Whether a type is known to be something else than true or false. */
export function isNoCondition(type: TypeName): boolean {
  return type !== 'bool' && type !== 'any' && (!type.includes('.') || schema.structs[type] !== undefined);
}

/** A kind of the course's Kubernetes by another name: `v1/pod` → `v1/Pod`. Undefined when the kind is known, or its group is not in the schema. */
export function unknownKind(
  apiVersion: string,
  kind: string,
): { readonly message: string; readonly fix: string } | undefined {
  if (structOf(apiVersion, kind) !== undefined || (apiVersion === 'v1' && kind === 'Event')) return undefined;
  const isCovered = Object.keys(schema.kinds).some((known) => known.slice(0, known.lastIndexOf('/')) === apiVersion);
  const nearest = suggest(`${apiVersion}/${kind}`, Object.keys(schema.kinds));
  if (!isCovered && nearest === undefined) return undefined;
  return {
    message: `Kubernetes has no kind ${apiVersion}/${kind}.`,
    fix:
      nearest === undefined
        ? 'Write apiVersion and kind as the API has them, such as apps/v1 and Deployment; `kubectl api-resources` lists them.'
        : `Did you mean ${nearest}?`,
  };
}

/** The type of a field in the course's Kubernetes, or what is wrong with its name and what to write instead. */
export function findField(
  type: TypeName,
  field: string,
): { readonly type: TypeName } | { readonly problem: { message: string; fix: string } } {
  if (type.startsWith('{}')) return { type: type.slice(2) };
  if (type.startsWith('params:')) return findParameter(type.slice('params:'.length).split(',').filter(Boolean), field);
  const struct = schema.structs[type] ?? own[type];
  if (!struct) {
    // A struct that the schema leaves out holds whatever it is given.
    if (type === 'any' || /^[^[{].*\./.test(type)) return { type: 'any' };
    const message = `${field} is a field of something that has none: it is ${describe(type)}.`;
    const fix = type.startsWith('[]') ? 'Take one item by its index, or use exists or all.' : 'Leave it out.';
    return { problem: { message, fix } };
  }
  const found = struct[field];
  if (found !== undefined) return { type: found };
  const nearest = suggest(field, Object.keys(struct));
  if (struct === own[type]) {
    const fix = nearest === undefined ? `It has ${Object.keys(struct).join(', ')}.` : `Did you mean ${nearest}?`;
    return { problem: { message: `${type} has no field ${field}.`, fix } };
  }
  const fix =
    nearest === undefined
      ? `Look it up with kubectl explain; it has ${Object.keys(struct).slice(0, 8).join(', ')} and more.`
      : `Did you mean ${nearest}?`;
  return { problem: { message: `${describe(type)} has no field ${field} in Kubernetes ${schema.version}.`, fix } };
}

function findParameter(names: readonly string[], field: string): ReturnType<typeof findField> {
  if (names.includes(field)) return { type: 'string' };
  const nearest = suggest(field, names);
  const fix =
    nearest === undefined ? 'Add it to parameters in the frontmatter, or remove it.' : `Did you mean ${nearest}?`;
  return { problem: { message: `The lab has no parameter ${field}.`, fix } };
}

/** What a type is called in a finding. */
export function describe(type: TypeName): string {
  if (type.startsWith('[]')) return 'a list';
  if (type.startsWith('{}')) return 'a map';
  const plain: Record<string, string> = {
    string: 'a text',
    int: 'a whole number',
    bool: 'true or false',
    quantity: 'a quantity',
    time: 'a time',
    intOrString: 'a number or a name',
  };
  return plain[type] ?? type.split('.').at(-1) ?? type;
}
