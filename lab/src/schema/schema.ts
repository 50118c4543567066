/**
 * What the API server knows of its kinds, in short: each struct by its fields, each field as `string`, `int`, `number`, `bool`, `any`, the name of a
 * struct, `[]` before the type of a list's items or `{}` before that of a map's values. `quantity`, `time` and `intOrString` name those types.
 */
export interface Schema {
  readonly version: string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly structs: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
