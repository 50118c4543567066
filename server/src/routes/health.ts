import type { LabCatalogue } from '@drydock/lab';
import { Problem } from '@drydock/model';
import type { SandboxDriver } from '@drydock/sandbox';
import { z } from 'zod';
import type { Database } from '../database/open.ts';
import { toCourseError, type ErrorLog } from '../http/problem.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { fail } from '../text/fail.ts';

const Readiness = z.object({
  ready: z.boolean(),
  checks: z.object({
    database: z.object({ ok: z.boolean(), problems: z.array(Problem) }),
    driver: z.object({ ok: z.boolean(), name: z.string(), problems: z.array(Problem) }),
    labs: z.object({ ok: z.boolean(), count: z.number().int(), problems: z.array(Problem) }),
  }),
});

/** A preflight asks Docker; its answer is good for this long. */
const preflightKeptMs = 5000;

/** `/healthz`: the process answers. `/readyz`: a student could start a lab now, or all that keeps them from it. */
export function healthRoutes({
  database,
  driver,
  catalogue,
  log,
}: {
  database: Database;
  driver: SandboxDriver;
  catalogue: LabCatalogue;
  log: ErrorLog;
}): readonly Route[] {
  let kept: { at: number; problems: Promise<readonly Problem[]> } | undefined;

  async function problemsOf(ask: () => Promise<readonly Problem[]>): Promise<Problem[]> {
    try {
      return [...(await ask())];
    } catch (error) {
      return [toCourseError(error, log).toJSON()];
    }
  }
  function preflight(): Promise<readonly Problem[]> {
    if (!kept || Date.now() - kept.at > preflightKeptMs) {
      kept = { at: Date.now(), problems: problemsOf(() => driver.preflight()) };
    }
    return kept.problems;
  }
  async function askDatabase(): Promise<Problem[]> {
    await database.selectNoFrom((build) => build.lit(1).as('one')).execute();
    return [];
  }
  function labProblems(): Problem[] {
    if (catalogue.labs.size > 0) return [];
    return [fail('lab_invalid', (text) => text.noLabs).toJSON()];
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/healthz',
      action: 'server.health',
      tag: 'health',
      summary: 'The server answers',
      answers: { 200: { description: 'It does', schema: z.object({ status: z.literal('ok') }) } },
      handle: () => ({ status: 200, body: { status: 'ok' } }),
    }),
    defineRoute({
      method: 'GET',
      path: '/readyz',
      action: 'server.health',
      tag: 'health',
      summary: 'Whether a lab can be started now, and all that keeps it from that',
      answers: {
        200: { description: 'Ready', schema: Readiness },
        503: { description: 'Not ready, with every problem and its remedy', schema: Readiness },
      },
      async handle() {
        const [databaseProblems, driverProblems] = await Promise.all([problemsOf(askDatabase), preflight()]);
        const noLabs = labProblems();
        const ready = databaseProblems.length + driverProblems.length + noLabs.length === 0;
        const body: z.input<typeof Readiness> = {
          ready,
          checks: {
            database: { ok: databaseProblems.length === 0, problems: databaseProblems },
            driver: { ok: driverProblems.length === 0, name: driver.info.name, problems: [...driverProblems] },
            labs: { ok: noLabs.length === 0, count: catalogue.labs.size, problems: noLabs },
          },
        };
        return { status: ready ? 200 : 503, body };
      },
    }),
  ];
}
