import {
  Attempt,
  CourseError,
  CreateAttempt,
  CreateTerminal,
  RevealHint,
  Submission,
  TerminalInfo,
  TerminalName,
  TerminalTicket,
  Verdict,
} from '@drydock/model';
import type { Relay } from '@drydock/terminal';
import { z } from 'zod';
import type { Attempts } from '../attempts/attempts.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Recordings } from '../recordings/recordings.ts';

/** An attempt's id in an address: what is no id at all is told like an unknown one. */
export const AttemptParams = z.object({ id: z.string().max(64) });

const unready = [
  'attempt_unknown',
  'attempt_not_ready',
  'cluster_unreachable',
  'sandbox_lost',
  'docker_unavailable',
  'timeout',
  'aborted',
] as const;

/** Everything a student does with an attempt, but the stream of its events. */
export function attemptRoutes(
  attempts: Attempts,
  relay: Relay,
  recordings: Pick<Recordings, 'apply'>,
): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/attempts',
      tag: 'attempts',
      summary: 'Start a lab, or get the living attempt at it',
      body: CreateAttempt,
      answers: {
        201: { description: 'A new attempt; its cluster is being prepared', schema: Attempt },
        200: { description: 'The attempt at this lab that is alive already', schema: Attempt },
      },
      problems: ['lab_unknown', 'no_disk'],
      async handle({ body, user }) {
        const { attempt, isNew } = await attempts.create(user, body.lab);
        return { status: isNew ? 201 : 200, body: attempt };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/attempts',
      tag: 'attempts',
      summary: 'The living attempts of this student',
      answers: { 200: { description: 'Attempts', schema: z.array(Attempt) } },
      handle: ({ user }) => ({ status: 200, body: attempts.list(user) }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/attempts/:id',
      tag: 'attempts',
      summary: 'An attempt as it is now',
      params: AttemptParams,
      answers: { 200: { description: 'The attempt', schema: Attempt } },
      problems: ['attempt_unknown'],
      handle: async ({ params, user }) => ({ status: 200, body: await attempts.get(user, params.id) }),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/attempts/:id',
      tag: 'attempts',
      summary: 'End an attempt and remove its cluster; submissions are kept',
      params: AttemptParams,
      answers: { 204: { description: 'It has ended' } },
      problems: ['attempt_unknown'],
      async handle({ params, user }) {
        await attempts.remove(user, params.id);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/attempts/:id/check',
      tag: 'grading',
      summary: 'Read everything afresh and answer the attempt with its verdicts',
      params: AttemptParams,
      answers: { 200: { description: 'The attempt with fresh verdicts and points', schema: Attempt } },
      problems: unready,
      handle: async ({ params, user }) => ({ status: 200, body: await attempts.check(user, params.id) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/attempts/:id/submit',
      tag: 'grading',
      summary: 'Grade, store and sign',
      params: AttemptParams,
      answers: { 201: { description: 'The stored submission', schema: Submission } },
      problems: [...unready, 'conflict', 'no_disk'],
      handle: async ({ params, user }) => ({ status: 201, body: await attempts.submit(user, params.id) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/attempts/:id/reset',
      tag: 'attempts',
      summary: 'Back to the start state; a lost or failed attempt gets a new cluster',
      params: AttemptParams,
      answers: { 202: { description: 'The attempt, now being reset', schema: Attempt } },
      problems: ['attempt_unknown', 'attempt_not_ready', 'no_disk'],
      handle: async ({ params, user }) => ({ status: 202, body: await attempts.reset(user, params.id) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/attempts/:id/hints',
      tag: 'grading',
      summary: 'Reveal one more hint of a check',
      params: AttemptParams,
      body: RevealHint,
      answers: { 200: { description: 'The verdict with the hints revealed so far', schema: Verdict } },
      problems: ['attempt_unknown', 'attempt_not_ready', 'not_found', 'conflict', 'no_disk'],
      handle: async ({ params, body, user }) => ({
        status: 200,
        body: await attempts.revealHint(user, params.id, body.task, body.check),
      }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/attempts/:id/terminals',
      tag: 'terminals',
      summary: 'A ticket for a terminal (single use, 30 s) and the WebSocket path to spend it on',
      params: AttemptParams,
      body: CreateTerminal.default(CreateTerminal.parse({})),
      answers: { 201: { description: 'The ticket', schema: TerminalTicket } },
      problems: [...unready, 'forbidden', 'rate_limited'],
      async handle({ params, body, user }) {
        const { lab, sandbox } = await attempts.sandbox(user, params.id);
        if (body.kind === 'node' && !lab.nodeShell) {
          throw new CourseError('forbidden', `Lab ${lab.id} has no node shell.`, 'Open a workspace terminal.');
        }
        const { terminal, kind } = body;
        const address = sandbox.agentAddress();
        await recordings.apply(params.id, address);
        return { status: 201, body: relay.issue({ user, attempt: params.id, terminal, kind, address }) };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/attempts/:id/terminals',
      tag: 'terminals',
      summary: 'The terminals that are open in the workspace',
      params: AttemptParams,
      answers: { 200: { description: 'Terminals', schema: z.array(TerminalInfo) } },
      problems: unready,
      async handle({ params, user }) {
        const { sandbox } = await attempts.sandbox(user, params.id);
        return { status: 200, body: await relay.terminals(sandbox.agentAddress()) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/attempts/:id/terminals/:terminal',
      tag: 'terminals',
      summary: 'Close a terminal and end its shell',
      params: AttemptParams.extend({ terminal: TerminalName }),
      answers: { 204: { description: 'It is closed' } },
      problems: [...unready, 'terminal_unknown'],
      async handle({ params, user }) {
        const { sandbox } = await attempts.sandbox(user, params.id);
        await relay.close(sandbox.agentAddress(), params.terminal);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/attempts/:id/kubeconfig',
      tag: 'attempts',
      summary: "The student's kubeconfig, with an address that works from this machine",
      params: AttemptParams,
      answers: { 200: { description: 'A kubeconfig', type: 'application/yaml' } },
      problems: unready,
      async handle({ params, user }) {
        const { sandbox } = await attempts.sandbox(user, params.id);
        return { status: 200, body: await sandbox.kubeconfig('student') };
      },
    }),
  ];
}
