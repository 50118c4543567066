import { once } from 'node:events';
import { CellRun, LessonId, ShellOrder } from '@drydock/model';
import { z } from 'zod';
import { reply, type Routes } from '../route.ts';
import type { Cells } from './cells.ts';

/** A source and a file of 64 KiB each, at worst six characters of JSON for a byte. */
const mostBodyBytes = 1024 * 1024;
const Start = z.coerce.number().int().nonnegative();

/** The routes of cells: a run is put by its id, followed as lines of JSON, and stopped; a shell is deleted. */
export function cellRoutes(cells: Cells): Routes {
  return {
    'GET /cells': ({ response }) => reply(response, 200, cells.list()),
    async 'PUT /cells/*/*'({ names: [shell, id], body, response }) {
      const order = ShellOrder.parse(await body(mostBodyBytes));
      const run = cells.order(LessonId.parse(shell), CellRun.shape.id.parse(id), order);
      reply(response, run ? 200 : 429, run?.info() ?? {});
    },
    async 'GET /cells/*/*'({ names: [shell = '', id = ''], query, response }) {
      const run = cells.find(shell, id);
      if (!run) return reply(response, 404, {});
      const left = new AbortController();
      response.on('close', () => left.abort());
      const from = Start.parse(query.get('from') ?? 0);
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      for await (const line of run.follow(from, left.signal)) {
        if (!response.write(`${JSON.stringify(line)}\n`))
          await once(response, 'drain', { signal: left.signal }).catch(() => undefined);
      }
      response.end();
    },
    'POST /cells/*/*/stop'({ names: [shell = '', id = ''], response }) {
      const run = cells.stop(shell, id);
      reply(response, run ? 200 : 404, run ?? {});
    },
    'DELETE /cells/*'({ names: [shell = ''], response }) {
      cells.restart(shell);
      reply(response, 200, {});
    },
  };
}
