import type { Environment } from '@marcbachmann/cel-js';
import { type Structs, createLanguage } from '../expression/language.ts';
import { celType, records } from '../expression/variables.ts';
import { parameterFields } from '../language/attributes/parameter-names.ts';
import { schema } from '../schema/kinds.ts';

function celFields(structs: Structs): Structs {
  const typed = ([name, type]: [string, string]): [string, string] => [name, celType(type)];
  return Object.fromEntries(
    Object.entries(structs).map(([name, fields]) => [name, Object.fromEntries(Object.entries(fields).map(typed))]),
  );
}

/** What functions return, where an expression goes on with a field of it. */
const results = { statusOf: 'core.v1.ContainerStatus', pullCredentials: 'list<credential>' };

function createTypedLanguage(): Environment {
  const structs = { quantity: {}, time: {}, ...celFields(records), ...celFields(schema.structs) };
  const language = createLanguage(structs, results);
  const unused = (): never => {
    throw new Error('the typed language only checks');
  };
  for (const text of ['quantity', 'time'])
    language
      .registerFunction(`string(${text}): string`, unused)
      .registerFunction(`list<${text}>.join(): string`, unused)
      .registerFunction(`list<${text}>.join(string): string`, unused)
      .registerOperator(`string + ${text}: string`, unused)
      .registerOperator(`${text} + string: string`, unused);
  for (const sign of ['<', '<=', '>', '>=']) language.registerOperator(`time ${sign} time`, unused);
  return language
    .registerFunction('Timestamp(time): google.protobuf.Timestamp', unused)
    .registerFunction('containerState(core.v1.ContainerStatus): string', unused);
}

let language: Environment | undefined;
const environments = new Map<string, Environment>();

/** Returns the environment in which expressions are checked: these variables, and `params` with the lab's parameters (any, when they are unknown). */
export function typedEnvironment(
  variables: Readonly<Record<string, string>>,
  parameters: readonly string[] | undefined,
): Environment {
  const id = JSON.stringify([variables, parameters]);
  let environment = environments.get(id);
  if (!environment) {
    language ??= createTypedLanguage();
    environment = language.clone();
    if (parameters) {
      const texts = (names: readonly string[]): Record<string, string> =>
        Object.fromEntries(names.map((name) => [name, 'string']));
      const { own, nodes } = parameterFields(parameters);
      environment.registerType('nodeNames', { ctor: class {}, fields: texts(nodes) });
      environment.registerType('params', { ctor: class {}, fields: { ...texts(own), node: 'nodeNames' } });
    }
    for (const [name, type] of Object.entries(variables))
      environment.registerVariable(name, type === 'params' && !parameters ? 'map<string, dyn>' : celType(type));
    environments.set(id, environment);
  }
  return environment;
}
