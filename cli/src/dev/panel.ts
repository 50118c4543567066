import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { LabCatalogue } from '@drydock/lab';
import { z } from 'zod';
import { Look, type Stage } from './scene.ts';
import type { SimulatedHost } from './simulated-host.ts';

const page = new URL('./panel.html', import.meta.url);
const Paint = z.strictObject({ keys: z.array(z.string()), look: Look });
const Lose = z.strictObject({ id: z.string() });
const mostBytes = 64 * 1024;

/** Serves the developer's panel on a loopback port: the page at `/dev/`, what is set at `/dev/scene`. */
export async function openPanel(
  port: number,
  { stage, host, catalogue }: { stage: Stage; host: SimulatedHost; catalogue: LabCatalogue },
): Promise<{ close(): Promise<void> }> {
  const labs = Array.from(catalogue.labs.values(), ({ id, title, tasks }) => ({
    id,
    title: title.en,
    checks: tasks.flatMap((task) =>
      task.checks.map((check) => ({ key: `${id}/${task.id}/${check.id}`, title: check.title.en })),
    ),
  }));

  async function answer(request: IncomingMessage): Promise<{ type: string; body: string }> {
    const { pathname } = new URL(request.url ?? '/', 'http://panel');
    switch (`${request.method} ${pathname}`) {
      case 'GET /dev/scene': {
        const sandboxes = await host.driver.list().catch(() => []);
        return json({
          scene: stage.scene,
          labs,
          looks: Look.options,
          sandboxes: sandboxes.map(({ id, state }) => ({ id, state })),
        });
      }
      case 'POST /dev/scene':
        await stage.change(z.looseObject({}).parse(await bodyOf(request)));
        return json({});
      case 'POST /dev/looks': {
        const { keys, look } = Paint.parse(await bodyOf(request));
        await stage.change({ looks: { ...stage.scene.looks, ...Object.fromEntries(keys.map((key) => [key, look])) } });
        return json({});
      }
      case 'POST /dev/lose':
        host.lose(Lose.parse(await bodyOf(request)).id);
        return json({});
      default:
        return { type: 'text/html; charset=utf-8', body: await readFile(page, 'utf8') };
    }
  }

  const server = createServer((request, response) => {
    answer(request).then(
      ({ type, body }) => response.writeHead(200, { 'content-type': type }).end(body),
      (error: unknown) => response.writeHead(400, { 'content-type': 'text/plain' }).end(String(error)),
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function json(value: unknown): { type: string; body: string } {
  return { type: 'application/json', body: JSON.stringify(value) };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > mostBytes) throw new Error(`a body of more than ${mostBytes} bytes`);
  }
  return JSON.parse(text);
}
