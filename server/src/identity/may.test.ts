import type { Principal, Role } from '@drydock/model';
import { createFakeDriver } from '@drydock/sandbox';
import { describe, expect, test } from 'vitest';
import { allRoutes, type RouteDeps } from '../routes/all.ts';
import { may } from './may.ts';
import { nobody, studentNamed } from './principal.ts';

// Routes are data: besides what is here, nothing they are made from is used before a request comes.
const routes = allRoutes({
  catalogue: { labs: new Map(), problems: [] },
  driver: createFakeDriver({ directory: '/nowhere' }),
} as unknown as RouteDeps);

test('every route has its action', () => {
  expect(Object.fromEntries(routes.map(({ method, path, action }) => [`${method} ${path}`, action]))).toEqual({
    'POST /api/attempts': 'attempt.create',
    'GET /api/attempts': 'attempt.list',
    'GET /api/attempts/:id': 'attempt.read',
    'DELETE /api/attempts/:id': 'attempt.end',
    'POST /api/attempts/:id/check': 'attempt.check',
    'POST /api/attempts/:id/submit': 'attempt.submit',
    'POST /api/attempts/:id/extend': 'attempt.extend',
    'POST /api/attempts/:id/reset': 'attempt.reset',
    'POST /api/attempts/:id/hints': 'attempt.hint',
    'POST /api/attempts/:id/terminals': 'terminal.open',
    'GET /api/attempts/:id/terminals': 'terminal.list',
    'DELETE /api/attempts/:id/terminals/:terminal': 'terminal.close',
    'GET /api/attempts/:id/kubeconfig': 'attempt.kubeconfig',
    'GET /api/attempts/:id/nodes': 'node.read',
    'PUT /api/attempts/:id/nodes/:node': 'node.change',
    'GET /api/attempts/:id/recordings': 'recording.read',
    'PUT /api/attempts/:id/recordings': 'recording.choose',
    'GET /api/attempts/:id/recordings/:name': 'recording.read',
    'GET /api/submissions/:id': 'submission.read',
    'GET /api/attempts/:id/events': 'attempt.read',
    'GET /api/attempts/:id/view': 'view.read',
    'GET /api/attempts/:id/view/object': 'view.read',
    'GET /api/playgrounds/:id/events': 'playground.read',
    'GET /api/playgrounds/:id/view': 'view.read',
    'GET /api/playgrounds/:id/view/object': 'view.read',
    'POST /api/playgrounds': 'playground.create',
    'GET /api/playgrounds': 'playground.list',
    'GET /api/playgrounds/:id': 'playground.read',
    'DELETE /api/playgrounds/:id': 'playground.end',
    'POST /api/playgrounds/:id/extend': 'playground.extend',
    'POST /api/playgrounds/:id/reset': 'playground.reset',
    'POST /api/playgrounds/:id/terminals': 'terminal.open',
    'GET /api/playgrounds/:id/terminals': 'terminal.list',
    'DELETE /api/playgrounds/:id/terminals/:terminal': 'terminal.close',
    'GET /api/playgrounds/:id/kubeconfig': 'playground.kubeconfig',
    'GET /api/playgrounds/:id/nodes': 'node.read',
    'PUT /api/playgrounds/:id/nodes/:node': 'node.change',
    'POST /api/playgrounds/:id/cells': 'cell.run',
    'POST /api/playgrounds/:id/cells/:run/stop': 'cell.stop',
    'DELETE /api/playgrounds/:id/shells/:module/:lesson': 'cell.stop',
    'GET /api/lessons/:module/:lesson/cells': 'cell.read',
    'GET /api/lessons/:module/:lesson/refused': 'cell.read',
    'PUT /api/lessons/:module/:lesson/cells/:cell': 'cell.keep',
    'DELETE /api/lessons/:module/:lesson/cells/:cell': 'cell.keep',
    'GET /api/labs': 'lab.read',
    'GET /api/labs/:id': 'lab.read',
    'GET /api/labs/:id/solution': 'solution.read',
    'GET /api/driver': 'driver.read',
    'GET /api/progress': 'progress.read',
    'POST /api/progress': 'progress.record',
    'GET /api/session': 'session.read',
    'POST /api/session': 'session.renew',
    'DELETE /api/session': 'session.leave',
    'GET /healthz': 'server.health',
    'GET /readyz': 'server.health',
    'GET /api/openapi.json': 'server.describe',
  });
});

describe('may', () => {
  const student = studentNamed('alice');
  const other = (role: Role): Principal => ({ user: 'bob', roles: [role] });

  test('a student does everything the API has, with what is their own', () => {
    const refused = routes.filter(({ action }) => !may(student, action, { owner: 'alice' }));
    expect(refused).toEqual([]);
  });

  test("nobody else does anything with a student's attempts, terminals, recordings and submissions", () => {
    const owned = routes.filter(({ path }) => /attempts\/:id|playgrounds\/:id|submissions/.test(path));
    expect(owned.length).toBeGreaterThan(10);
    const bystanders = [studentNamed('bob'), other('instructor'), other('operator'), nobody];
    const allowed = owned.filter(({ action }) => bystanders.some((who) => may(who, action, { owner: 'alice' })));
    expect(allowed).toEqual([]);
  });

  test('who has no role sees whether the server is up, and no more of the course', () => {
    const open = routes.filter(({ action }) => may(nobody, action)).map(({ action }) => action.split('.')[0]);
    expect(new Set(open)).toEqual(new Set(['server', 'session']));
  });
});
