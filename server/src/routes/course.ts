import { type Lab, type LabCatalogue, publicLab } from '@drydock/lab';
import { DriverInfo, LabSolution, Progress, PublicLab, RecordProgress, Session } from '@drydock/model';
import { z } from 'zod';
import { defineRoute, type Route } from '../http/route.ts';
import type { Sessions } from '../identity/sessions.ts';
import type { ProgressBook } from '../course/progress.ts';
import type { Solutions } from '../course/solutions.ts';
import { fail } from '../text/fail.ts';

/** Labs, what clusters there can be, progress, and who the student is. */
export function courseRoutes({
  labs,
  driver,
  progress,
  solutions,
  sessions,
}: {
  labs: LabCatalogue['labs'];
  driver: DriverInfo;
  progress: ProgressBook;
  solutions: Solutions;
  sessions: Sessions;
}): readonly Route[] {
  const session = (user: string) => ({ status: 200, body: { user, local: sessions.isLocal(user) } });
  function labOf(id: string): Lab {
    const lab = labs.get(id);
    if (lab) return lab;
    throw fail('lab_unknown', (text) => text.labUnknown(id, [...labs.keys()]));
  }
  return [
    defineRoute({
      method: 'GET',
      path: '/api/labs',
      action: 'lab.read',
      tag: 'labs',
      summary: 'All labs',
      answers: { 200: { description: 'What a browser may know of them', schema: z.array(PublicLab) } },
      handle: () => ({ status: 200, body: [...labs.values()].map(publicLab) }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/labs/:id',
      action: 'lab.read',
      tag: 'labs',
      summary: 'One lab',
      params: z.object({ id: z.string().max(64) }),
      answers: { 200: { description: 'What a browser may know of it', schema: PublicLab } },
      problems: ['lab_unknown'],
      handle: ({ params }) => ({ status: 200, body: publicLab(labOf(params.id)) }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/labs/:id/solution',
      action: 'solution.read',
      tag: 'labs',
      summary: 'The reference solution, once it is unlocked',
      params: z.object({ id: z.string().max(64) }),
      answers: { 200: { description: 'The solution in both languages', schema: LabSolution } },
      problems: ['lab_unknown', 'forbidden'],
      handle: async ({ params, access }) => ({
        status: 200,
        body: await solutions.read(access.principal.user, labOf(params.id)),
      }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/driver',
      action: 'driver.read',
      tag: 'labs',
      summary: 'What the clusters of this server can do; a lab that needs more is not started',
      answers: { 200: { description: 'The driver and its capabilities', schema: DriverInfo } },
      handle: () => ({ status: 200, body: driver }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/progress',
      action: 'progress.read',
      tag: 'progress',
      summary: 'What this student has done',
      answers: { 200: { description: 'Progress', schema: Progress } },
      handle: async ({ access }) => ({ status: 200, body: await progress.read(access.principal.user) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/progress',
      action: 'progress.record',
      tag: 'progress',
      summary: 'Note a lesson read to its end, or the answer to a quiz',
      body: RecordProgress,
      answers: { 200: { description: 'Progress with it', schema: Progress } },
      problems: ['no_disk'],
      handle: async ({ body, access }) => ({ status: 200, body: await progress.record(access.principal.user, body) }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/session',
      action: 'session.read',
      tag: 'session',
      summary: 'Who this browser is',
      answers: { 200: { description: 'The session', schema: Session } },
      handle: ({ access }) => session(access.principal.user),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/session',
      action: 'session.renew',
      tag: 'session',
      summary: 'Become a new student, kept by a cookie of this browser',
      answers: { 200: { description: 'The new session', schema: Session } },
      handle: ({ reply }) => session(sessions.renew(reply)),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/session',
      action: 'session.leave',
      tag: 'session',
      summary: 'Forget who this browser was',
      answers: { 204: { description: 'The cookie is gone' } },
      handle({ reply }) {
        sessions.leave(reply);
        return { status: 204 };
      },
    }),
  ];
}
