import * as model from '@drydock/model';
import { z } from 'zod';
import { problemsByStatus, type Answer, type Route } from './route.ts';

/** The model's nouns that get a name of their own in the document. */
const nouns = {
  Attempt: model.Attempt,
  AttemptEvent: model.AttemptEvent,
  AttemptRecordings: model.AttemptRecordings,
  CellRun: model.CellRun,
  KeptCell: model.KeptCell,
  ListedAttempt: model.ListedAttempt,
  ListedPlayground: model.ListedPlayground,
  Playground: model.Playground,
  PlaygroundEvent: model.PlaygroundEvent,
  Problem: model.Problem,
  Progress: model.Progress,
  PublicLab: model.PublicLab,
  Recording: model.Recording,
  Session: model.Session,
  Step: model.Step,
  Submission: model.Submission,
  SubmissionFile: model.SubmissionFile,
  TerminalTicket: model.TerminalTicket,
  Text: model.Text,
  Verdict: model.Verdict,
  ViewEvent: model.ViewEvent,
  ViewObject: model.ViewObject,
} as const;

/** Every route can be refused for these reasons. */
const always = ['bad_request', 'bad_origin', 'internal'] as const;

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of these routes, which are under the path `base`, from the schemas they are checked with (3.1 speaks JSON Schema 2020-12, as zod does). */
export function describeRoutes(routes: readonly Route[], base = ''): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(nouns)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}`, io: 'output' });
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:([a-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, registry) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Drydock',
      version: '1',
      description: 'Attempts at labs and cells of lessons on a real cluster. Every refusal is {code, message, fix}.',
    },
    servers: [{ url: base || '/' }],
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    paths,
    components: { schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, strip(schema)])) },
  };
}

function operation(route: Route, registry: z.core.$ZodRegistry<{ id: string }>): Json {
  const responses: Json = {};
  for (const [status, answer] of Object.entries(route.answers)) {
    responses[status] = { description: answer.description, ...content(answer, registry) };
  }
  for (const [status, codes] of problemsByStatus([...always, ...route.problems])) {
    if (responses[status] !== undefined) continue;
    const problem = { allOf: [{ $ref: '#/components/schemas/Problem' }], properties: { code: { enum: codes } } };
    responses[status] = { description: codes.join(', '), content: { 'application/json': { schema: problem } } };
  }
  const parameters = [
    ...Object.entries(route.params.shape).map(([name, schema]) => ({ name, in: 'path', required: true, schema })),
    ...Object.entries(route.query.shape).map(([name, schema]) => ({
      name,
      in: 'query',
      required: !z.safeParse(schema, undefined).success,
      schema,
    })),
  ].map((parameter) => ({ ...parameter, schema: toSchema(parameter.schema, registry, 'input') }));
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: toSchema(route.body, registry, 'input') } },
      },
    }),
    responses,
  };
}

function operationId({ method, path }: Route): string {
  const words = path.split(/[/.:]+/).filter((word) => word !== '' && word !== 'api');
  return [method.toLowerCase(), ...words.map((word) => word[0]?.toUpperCase() + word.slice(1))].join('');
}

function content(answer: Answer, registry: z.core.$ZodRegistry<{ id: string }>): Json {
  if (answer.type) return { content: { [answer.type]: { schema: { type: 'string' } } } };
  if (!answer.schema) return {};
  return { content: { 'application/json': { schema: toSchema(answer.schema, registry, 'output') } } };
}

/** A schema with references where one of the nouns stands; a noun alone is one reference. */
function toSchema(
  schema: z.core.$ZodType,
  registry: z.core.$ZodRegistry<{ id: string }>,
  io: 'input' | 'output',
): Json {
  const id = registry.get(schema)?.id;
  if (id) return { $ref: `#/components/schemas/${id}` };
  const local = z.registry<{ id: string }>();
  for (const [name, noun] of Object.entries(nouns)) local.add(noun, { id: name });
  local.add(schema, { id: 'here' });
  const { schemas } = z.toJSONSchema(local, { uri: (name) => `#/components/schemas/${name}`, io });
  return strip(schemas['here'] ?? {});
}

function strip(schema: object): Json {
  const { $id: _id, $schema: _dialect, id: _name, ...rest }: Json = { ...schema };
  return rest;
}
