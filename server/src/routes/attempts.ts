import { Attempt, CreateAttempt, ListedAttempt, RevealHint, Submission, Verdict } from '@drydock/model';
import type { SandboxDriver } from '@drydock/sandbox';
import type { Relay } from '@drydock/terminal';
import { z } from 'zod';
import type { Attempts } from '../attempts/attempts.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Recordings } from '../recordings/recordings.ts';
import { fail } from '../text/fail.ts';
import { sandboxRoutes } from './sandbox.ts';
import { PlaceParams, type SandboxPlace } from './sandbox-place.ts';

const unready = [
  'attempt_unknown',
  'attempt_not_ready',
  'cluster_unreachable',
  'no_cluster',
  'sandbox_lost',
  'docker_unavailable',
  'timeout',
  'aborted',
] as const;

const later =
  'takes longer than a request may: `judging` says so, the stream of events tells the result, and the same request again joins it';

/** Whether a cluster is made or kept for this attempt, which nobody else can have meanwhile. */
function holdsPlace({ state, sandbox }: Attempt): boolean {
  return state === 'starting' || ((state === 'setup' || state === 'ready') && sandbox !== null);
}

function attemptSandbox(attempts: Attempts, recordings: Pick<Recordings, 'apply'>): SandboxPlace {
  return {
    path: '/api/attempts/:id',
    tag: 'attempts',
    kubeconfigAction: 'attempt.kubeconfig',
    problems: unready,
    sandbox: async (access, id) => (await attempts.sandbox(access, id)).sandbox,
    async forTerminal(access, id, kind) {
      const { lab, sandbox } = await attempts.sandbox(access, id);
      if (kind === 'node' && !lab.nodeShell) throw fail('forbidden', (text) => text.noNodeShell(lab.id));
      await recordings.apply(id, sandbox.agent());
      return sandbox;
    },
  };
}

/** Everything a student does with an attempt, but the stream of its events. */
export function attemptRoutes(
  attempts: Attempts,
  relay: Relay,
  recordings: Pick<Recordings, 'apply'>,
  driver: SandboxDriver,
): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/attempts',
      action: 'attempt.create',
      tag: 'attempts',
      summary: 'Start a lab, from the beginning or after a task whose end was reached, or get the living attempt at it',
      body: CreateAttempt,
      answers: {
        201: { description: 'A new attempt; its cluster is being prepared', schema: Attempt },
        200: { description: 'The attempt at this lab that is alive already, wherever it began', schema: Attempt },
      },
      problems: ['lab_unknown', 'not_found', 'forbidden', 'capability_missing', 'no_disk'],
      async handle({ body, access }) {
        const { attempt, isNew } = await attempts.create(access, body.lab, body.from);
        return { status: isNew ? 201 : 200, body: attempt };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/attempts',
      action: 'attempt.list',
      tag: 'attempts',
      summary: 'The living attempts of this student',
      answers: { 200: { description: 'Attempts, the oldest first', schema: z.array(ListedAttempt) } },
      handle: ({ access }) => ({
        status: 200,
        body: attempts.list(access).map((attempt) => ({ ...attempt, holdsPlace: holdsPlace(attempt) })),
      }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/attempts/:id',
      action: 'attempt.read',
      tag: 'attempts',
      summary: 'An attempt as it is now',
      params: PlaceParams,
      answers: { 200: { description: 'The attempt', schema: Attempt } },
      problems: ['attempt_unknown'],
      handle: async ({ params, access }) => ({ status: 200, body: await attempts.get(access, params.id) }),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/attempts/:id',
      action: 'attempt.end',
      tag: 'attempts',
      summary: 'End an attempt in any state and remove its cluster; submissions are kept',
      params: PlaceParams,
      answers: {
        204: { description: 'It has ended' },
        202: { description: 'It is being ended; the stream of events tells when it has', schema: Attempt },
      },
      problems: ['attempt_unknown'],
      async handle({ params, access }) {
        const { attempt, isOver } = await attempts.remove(access, params.id);
        return isOver ? { status: 204 } : { status: 202, body: attempt };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/attempts/:id/check',
      action: 'attempt.check',
      tag: 'grading',
      summary: 'Read everything afresh and answer the attempt with its verdicts',
      params: PlaceParams,
      answers: {
        200: { description: 'The attempt with fresh verdicts and points', schema: Attempt },
        202: { description: `It is being checked, which ${later}`, schema: Attempt },
      },
      problems: unready,
      async handle({ params, access }) {
        const checked = await attempts.check(access, params.id);
        if (checked) return { status: 200, body: checked.value };
        return { status: 202, body: await attempts.get(access, params.id) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/attempts/:id/submit',
      action: 'attempt.submit',
      tag: 'grading',
      summary: 'Grade, store and sign',
      params: PlaceParams,
      answers: {
        201: { description: 'The stored submission', schema: Submission },
        202: { description: `It is being graded, which ${later}`, schema: Attempt },
      },
      problems: [...unready, 'no_disk'],
      async handle({ params, access }) {
        const submitted = await attempts.submit(access, params.id);
        if (submitted) return { status: 201, body: submitted.value };
        return { status: 202, body: await attempts.get(access, params.id) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/attempts/:id/extend',
      action: 'attempt.extend',
      tag: 'attempts',
      summary: 'One more hour, as often as the course allows',
      params: PlaceParams,
      answers: { 200: { description: 'The attempt with its new end', schema: Attempt } },
      problems: ['attempt_unknown', 'attempt_not_ready', 'conflict', 'no_disk'],
      handle: async ({ params, access }) => ({ status: 200, body: await attempts.extend(access, params.id) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/attempts/:id/reset',
      action: 'attempt.reset',
      tag: 'attempts',
      summary: 'Back to where the attempt began; a lost or failed attempt gets a new cluster',
      params: PlaceParams,
      answers: { 202: { description: 'The attempt, now being reset', schema: Attempt } },
      problems: ['attempt_unknown', 'attempt_not_ready', 'no_disk'],
      handle: async ({ params, access }) => ({ status: 202, body: await attempts.reset(access, params.id) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/attempts/:id/hints',
      action: 'attempt.hint',
      tag: 'grading',
      summary: 'Reveal one more hint of a check',
      params: PlaceParams,
      body: RevealHint,
      answers: { 200: { description: 'The verdict with the hints revealed so far', schema: Verdict } },
      problems: ['attempt_unknown', 'attempt_not_ready', 'not_found', 'conflict', 'no_disk'],
      handle: async ({ params, body, access }) => ({
        status: 200,
        body: await attempts.revealHint(access, params.id, body.task, body.check),
      }),
    }),
    ...sandboxRoutes(attemptSandbox(attempts, recordings), relay, driver),
  ];
}
