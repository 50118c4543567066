import { SubmissionFile } from '@drydock/model';
import type { Store } from '../attempts/store.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { may } from '../identity/may.ts';
import { PlaceParams } from './sandbox-place.ts';
import { fail } from '../text/fail.ts';

/** What was submitted, to be kept or handed in: `drydock submission verify` and `regrade` read this file. */
export function submissionRoutes(store: Pick<Store, 'submissionFile'>): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/submissions/:id',
      action: 'submission.read',
      tag: 'grading',
      summary: 'A submission with its evidence, as it was signed',
      params: PlaceParams,
      answers: { 200: { description: 'The signed text and its signature', schema: SubmissionFile } },
      problems: ['not_found'],
      async handle({ params, access, reply }) {
        const found = await store.submissionFile(params.id);
        if (!found || !may(access.principal, access.action, found)) {
          throw fail('not_found', (text) => text.submissionUnknown(params.id));
        }
        void reply.header('content-disposition', `attachment; filename="submission-${params.id}.json"`);
        return { status: 200, body: found.file };
      },
    }),
  ];
}
