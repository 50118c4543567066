import { AttemptRecordings, TerminalRecording } from '@drydock/model';
import { z } from 'zod';
import type { Attempts } from '../attempts/attempts.ts';
import { notReady } from '../attempts/notices.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Recordings } from '../recordings/recordings.ts';
import { PlaceParams } from './sandbox-place.ts';

const path = '/api/attempts/:id/recordings';

/** What was recorded of an attempt's terminals, and whether they are recorded. */
export function recordingRoutes(attempts: Pick<Attempts, 'workspace'>, recordings: Recordings): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path,
      action: 'recording.read',
      tag: 'terminals',
      summary:
        'Whether terminals are recorded, who decides it, and what was recorded; also after the attempt has ended',
      params: PlaceParams,
      answers: { 200: { description: 'Setting and recordings', schema: AttemptRecordings } },
      problems: ['attempt_unknown'],
      async handle({ params, access }) {
        const { agent } = await attempts.workspace(access, params.id);
        return { status: 200, body: await recordings.list(params.id, agent) };
      },
    }),
    defineRoute({
      method: 'PUT',
      path,
      action: 'recording.choose',
      tag: 'terminals',
      summary: 'Switch recording on or off, and whether what is typed is recorded too, unless the course decides it',
      params: PlaceParams,
      body: TerminalRecording,
      answers: { 200: { description: 'Setting and recordings', schema: AttemptRecordings } },
      problems: ['attempt_unknown', 'attempt_not_ready', 'forbidden', 'sandbox_lost', 'no_disk'],
      async handle({ params, body, access }) {
        const { attempt, agent } = await attempts.workspace(access, params.id);
        if (attempt.state === 'ended') throw notReady(attempt);
        return { status: 200, body: await recordings.choose(params.id, agent, body) };
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${path}/:name`,
      action: 'recording.read',
      tag: 'terminals',
      summary: 'One recording as far as it is written, asciicast v3: `asciinema play` (3.0 or newer) plays it',
      params: PlaceParams.extend({ name: z.string().max(128) }),
      answers: { 200: { description: 'asciicast v3', type: 'application/x-asciicast' } },
      problems: ['attempt_unknown', 'not_found'],
      async handle({ params, access, reply }) {
        const { agent } = await attempts.workspace(access, params.id);
        const body = await recordings.read(params.id, agent, params.name);
        void reply.header('content-disposition', `attachment; filename="${params.name}"`);
        return { status: 200, body };
      },
    }),
  ];
}
