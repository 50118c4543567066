import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TerminalRecording } from '@drydock/model';
import { z } from 'zod';
import type { Recorder } from './recorder.ts';
import { reply, type Routes } from '../route.ts';
import type { Workspace } from '../workspace.ts';

const Label = z.string().min(1).max(200);
const Marker = z.strictObject({ label: Label });
const RecordingOrder = z.strictObject({ ...TerminalRecording.shape, opening: Label.optional() });
const Start = z.coerce.number().int().nonnegative();

/** The routes of recordings, which are in `folder`. */
export function recordingRoutes(workspace: Workspace, recorder: Recorder, folder: string): Routes {
  return {
    async 'PUT /recording'({ body, response }) {
      const { opening, ...setting } = RecordingOrder.parse(await body());
      workspace.record(setting, opening);
      reply(response, 200, recorder.setting);
    },
    async 'POST /markers'({ body, response }) {
      recorder.mark(Marker.parse(await body()).label);
      reply(response, 200, {});
    },
    'GET /recordings': ({ response }) => reply(response, 200, recorder.list()),
    'GET /recordings/*'({ names: [name], query, response }) {
      const found = recorder.list().find(({ file }) => file === name);
      if (!found) return reply(response, 404, {});
      const start = Start.parse(query.get('from') ?? 0);
      response.writeHead(200, { 'content-type': 'application/x-asciicast' });
      // A recording only grows: what was there when it was listed is what is sent, whatever comes meanwhile.
      if (start >= found.bytes) return void response.end();
      return pipeline(createReadStream(join(folder, found.file), { start, end: found.bytes - 1 }), response);
    },
  };
}
