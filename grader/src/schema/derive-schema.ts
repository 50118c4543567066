import { type Cluster, getJson } from '@drydock/cluster';
import type { Schema } from '@drydock/lab';

interface OpenApi {
  readonly components?: { readonly schemas?: Readonly<Record<string, OpenApiSchema>> };
}
interface OpenApiSchema {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly allOf?: readonly OpenApiSchema[];
  readonly items?: OpenApiSchema;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly additionalProperties?: OpenApiSchema;
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

const scalars: Readonly<Record<string, string>> = {
  Quantity: 'quantity',
  Time: 'time',
  MicroTime: 'time',
  IntOrString: 'intOrString',
};

/** Reads the schema of some group versions (`v1`, `apps/v1`) from a running cluster. */
export async function deriveSchema(
  cluster: Cluster,
  versions: readonly string[],
  serverVersion: string,
): Promise<Schema> {
  const kinds: Record<string, string> = {};
  const structs: Record<string, Record<string, string>> = {};
  for (const version of versions) {
    const path = version.includes('/') ? `/openapi/v3/apis/${version}` : `/openapi/v3/api/${version}`;
    const found = await getJson<OpenApi>(cluster, path);
    for (const [name, schema] of Object.entries(found?.components?.schemas ?? {})) {
      if (!schema.properties) continue;
      structs[short(name)] = Object.fromEntries(
        Object.entries(schema.properties).map(([field, of]) => [field, typeOf(of)]),
      );
      for (const { group, version: own, kind } of schema['x-kubernetes-group-version-kind'] ?? []) {
        if (!/List$|Options$|Event$/.test(kind))
          kinds[`${group === '' ? '' : `${group}/`}${own}/${kind}`] = short(name);
      }
    }
  }
  return { version: serverVersion, kinds, structs };
}

function short(name: string): string {
  return name.replace('io.k8s.api.', '').replace('io.k8s.apimachinery.pkg.apis.', '');
}

function typeOf(schema: OpenApiSchema): string {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (ref !== undefined) {
    const name = ref.split('/').at(-1) ?? '';
    return scalars[name.split('.').at(-1) ?? ''] ?? short(name);
  }
  if (schema.type === 'array') return `[]${schema.items ? typeOf(schema.items) : 'any'}`;
  if (schema.type === 'object') return schema.additionalProperties ? `{}${typeOf(schema.additionalProperties)}` : 'any';
  if (schema.type === 'integer') return 'int';
  if (schema.type === 'boolean') return 'bool';
  if (schema.type === 'string') return schema.format === 'date-time' ? 'time' : 'string';
  return schema.type === 'number' ? 'number' : 'any';
}
