import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

interface Document {
  openapi: string;
  paths: Record<
    string,
    Record<string, { operationId: string; responses: Record<string, unknown>; requestBody?: unknown }>
  >;
  components: { schemas: Record<string, unknown> };
}

test('the document describes every route of the issue, each with its answers, problems and resolvable references', async () => {
  const server = await machine.start();
  const document = (await server.ask('GET', '/api/openapi.json')).json as Document;
  expect(document.openapi).toBe('3.1.0');
  const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(listed.toSorted()).toEqual([
    'DELETE /api/attempts/{id}',
    'DELETE /api/attempts/{id}/terminals/{terminal}',
    'DELETE /api/lessons/{module}/{lesson}/cells/{cell}',
    'DELETE /api/playgrounds/{id}',
    'DELETE /api/playgrounds/{id}/shells/{module}/{lesson}',
    'DELETE /api/playgrounds/{id}/terminals/{terminal}',
    'DELETE /api/session',
    'GET /api/attempts',
    'GET /api/attempts/{id}',
    'GET /api/attempts/{id}/events',
    'GET /api/attempts/{id}/kubeconfig',
    'GET /api/attempts/{id}/nodes',
    'GET /api/attempts/{id}/recordings',
    'GET /api/attempts/{id}/recordings/{name}',
    'GET /api/attempts/{id}/terminals',
    'GET /api/attempts/{id}/view',
    'GET /api/attempts/{id}/view/object',
    'GET /api/driver',
    'GET /api/labs',
    'GET /api/labs/{id}',
    'GET /api/labs/{id}/solution',
    'GET /api/lessons/{module}/{lesson}/cells',
    'GET /api/lessons/{module}/{lesson}/refused',
    'GET /api/openapi.json',
    'GET /api/playgrounds',
    'GET /api/playgrounds/{id}',
    'GET /api/playgrounds/{id}/events',
    'GET /api/playgrounds/{id}/kubeconfig',
    'GET /api/playgrounds/{id}/nodes',
    'GET /api/playgrounds/{id}/terminals',
    'GET /api/playgrounds/{id}/view',
    'GET /api/playgrounds/{id}/view/object',
    'GET /api/progress',
    'GET /api/session',
    'GET /api/submissions/{id}',
    'GET /healthz',
    'GET /readyz',
    'POST /api/attempts',
    'POST /api/attempts/{id}/check',
    'POST /api/attempts/{id}/extend',
    'POST /api/attempts/{id}/hints',
    'POST /api/attempts/{id}/reset',
    'POST /api/attempts/{id}/submit',
    'POST /api/attempts/{id}/terminals',
    'POST /api/playgrounds',
    'POST /api/playgrounds/{id}/cells',
    'POST /api/playgrounds/{id}/cells/{run}/stop',
    'POST /api/playgrounds/{id}/extend',
    'POST /api/playgrounds/{id}/reset',
    'POST /api/playgrounds/{id}/terminals',
    'POST /api/progress',
    'POST /api/session',
    'PUT /api/attempts/{id}/nodes/{node}',
    'PUT /api/attempts/{id}/recordings',
    'PUT /api/lessons/{module}/{lesson}/cells/{cell}',
    'PUT /api/playgrounds/{id}/nodes/{node}',
  ]);
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(
    ([, reference = '']) => reference,
  );
  expect(references.length).toBeGreaterThan(10);
  for (const reference of references) {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(reference)?.[1];
    expect(Object.keys(document.components.schemas)).toContain(name);
  }
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(document.paths['/api/attempts']?.['post']).toMatchObject({
    requestBody: {
      content: { 'application/json': { schema: { properties: { lab: { type: 'string' } }, required: ['lab'] } } },
    },
    responses: {
      201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Attempt' } } } },
      404: {
        content: { 'application/json': { schema: { properties: { code: { enum: ['lab_unknown', 'not_found'] } } } } },
      },
    },
  });
});
