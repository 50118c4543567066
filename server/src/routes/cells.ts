import type { LessonHeads } from '@drydock/lab';
import { CellId, CellRun, KeepCell, KeptCell, Problem, RunCell } from '@drydock/model';
import type { DriverFacts } from '@drydock/sandbox';
import { z } from 'zod';
import type { KeptCells } from '../cells/kept.ts';
import { demandCell, demandLesson, refusalsOf } from '../course/lessons.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Playgrounds } from '../playgrounds/playgrounds.ts';
import { unready } from './playgrounds.ts';
import { PlaceParams } from './sandbox-place.ts';

/** A source and a file of 64 Ki characters each, as JSON may have to write them. */
const bodyLimitBytes = 1024 * 1024;

const Name = z.string().regex(/^[a-z0-9-]{1,64}$/);
const LessonParams = z.object({ module: Name, lesson: Name });
const CellParams = LessonParams.extend({ cell: CellId });

const RefusedCells = z.object({ cells: z.array(CellId), problem: Problem });

const lessonOf = ({ module, lesson }: z.output<typeof LessonParams>): string => `${module}/${lesson}`;

/** Running cells, and what is kept of them. */
export function cellRoutes(
  playgrounds: Playgrounds,
  kept: KeptCells,
  lessons: LessonHeads,
  driver: DriverFacts,
): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/playgrounds/:id/cells',
      action: 'cell.run',
      tag: 'cells',
      summary:
        "Run a cell in its lesson's shell, after the runs before it; the stream of the playground's events tells when it begins and ends, and its output",
      params: PlaceParams,
      body: RunCell,
      bodyLimitBytes,
      answers: { 201: { description: 'The run, which waits', schema: CellRun } },
      problems: [
        'playground_unknown',
        'playground_not_ready',
        'lesson_unknown',
        'not_found',
        'capability_missing',
        'rate_limited',
        'too_large',
        'no_disk',
      ],
      handle: async ({ params, body, access }) => ({
        status: 201,
        body: await playgrounds.run(access, params.id, body),
      }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/playgrounds/:id/cells/:run/stop',
      action: 'cell.stop',
      tag: 'cells',
      summary: 'Stop a run as Ctrl+C does, and by force if that is not enough; its end is told by the events',
      params: PlaceParams.extend({ run: z.string().max(64) }),
      answers: { 200: { description: 'The run as it is now', schema: CellRun } },
      problems: [...unready, 'not_found'],
      handle: async ({ params, access }) => ({
        status: 200,
        body: await playgrounds.stop(access, params.id, params.run),
      }),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/playgrounds/:id/shells/:module/:lesson',
      action: 'cell.stop',
      tag: 'cells',
      summary: 'Restart the shell of a lesson: its variables go, and what waits or runs in it',
      params: LessonParams.extend(PlaceParams.shape),
      answers: { 204: { description: 'The next run starts a new shell' } },
      problems: [...unready, 'lesson_unknown'],
      async handle({ params, access }) {
        await playgrounds.restartShell(access, params.id, lessonOf(params));
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/lessons/:module/:lesson/cells',
      action: 'cell.read',
      tag: 'cells',
      summary:
        "This student's cells of a lesson: the last run of each with its output, and their own text of manifests",
      params: LessonParams,
      answers: { 200: { description: 'Cells that were run or changed', schema: z.array(KeptCell) } },
      problems: ['lesson_unknown'],
      async handle({ params, access }) {
        await demandLesson(lessons, lessonOf(params));
        return { status: 200, body: await kept.read(access.principal.user, lessonOf(params)) };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/lessons/:module/:lesson/refused',
      action: 'cell.read',
      tag: 'cells',
      summary:
        'The cells of a lesson that this server does not run, each with the problem that running it would end in',
      params: LessonParams,
      answers: { 200: { description: 'Cells by problem; none where all can be run', schema: z.array(RefusedCells) } },
      problems: ['lesson_unknown'],
      async handle({ params }) {
        const refusals = refusalsOf(await demandLesson(lessons, lessonOf(params)), driver);
        return { status: 200, body: refusals.map(({ cells, problem }) => ({ cells, problem: problem.toJSON() })) };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/lessons/:module/:lesson/cells/:cell',
      action: 'cell.keep',
      tag: 'cells',
      summary: "Keep this student's text of a manifest; null forgets it",
      params: CellParams,
      body: KeepCell,
      bodyLimitBytes,
      answers: { 204: { description: 'It is kept' } },
      problems: ['lesson_unknown', 'not_found', 'too_large', 'no_disk'],
      async handle({ params, body, access }) {
        await demandCell(lessons, lessonOf(params), params.cell);
        await kept.keepEdit({ user: access.principal.user, lesson: lessonOf(params), cell: params.cell }, body.edited);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/lessons/:module/:lesson/cells/:cell',
      action: 'cell.keep',
      tag: 'cells',
      summary: 'Clear the output of a cell; one that is being run keeps it',
      params: CellParams,
      answers: { 204: { description: 'It is cleared' } },
      problems: ['lesson_unknown', 'not_found', 'no_disk'],
      async handle({ params, access }) {
        await demandCell(lessons, lessonOf(params), params.cell);
        await kept.clear({ user: access.principal.user, lesson: lessonOf(params), cell: params.cell });
        return { status: 204 };
      },
    }),
  ];
}
