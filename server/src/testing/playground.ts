import { CellRun, KeptCell, Playground, PlaygroundEvent } from '@drydock/model';
import { z } from 'zod';
import type { createClient } from './start.ts';

export const lesson = 'kitchen/soup';

/** What a lesson page does with its playground, for tests. */
export function createLessonPage({ ask, listenTo }: Pick<ReturnType<typeof createClient>, 'ask' | 'listenTo'>) {
  const listen = (id: string) => listenTo(`/api/playgrounds/${id}/events`, PlaygroundEvent);

  async function get(id: string): Promise<Playground> {
    return Playground.parse((await ask('GET', `/api/playgrounds/${id}`)).json);
  }

  /** Waits, by the stream of events, until the playground is in this state; what can no longer come is an error. */
  async function reach(id: string, state: Playground['state']): Promise<Playground> {
    const stream = listen(id);
    const told = await stream.until((event) => {
      const now = event.type === 'playground' ? event.playground.state : event.type === 'state' ? event.state : '';
      return [state, 'failed', 'ended'].includes(now);
    });
    await stream.close();
    const playground = await get(id);
    if (playground.state !== state) throw new Error(`${state} was awaited: ${JSON.stringify({ told, playground })}`);
    return playground;
  }

  async function start(profile?: Playground['profile']): Promise<Playground> {
    return Playground.parse((await ask('POST', '/api/playgrounds', profile && { profile })).json);
  }

  async function kept(inLesson = lesson): Promise<KeptCell[]> {
    return z.array(KeptCell).parse((await ask('GET', `/api/lessons/${inLesson}/cells`)).json);
  }

  return {
    listen,
    get,
    reach,
    start,
    ready: async (): Promise<Playground> => reach((await start()).id, 'ready'),
    /** Runs a cell; its id is the place of the source among the cells of the test. */
    async run(id: string, cell: string, source: string, inLesson = lesson): Promise<CellRun> {
      const answer = await ask('POST', `/api/playgrounds/${id}/cells`, { lesson: inLesson, cell, source });
      if (answer.status !== 201) throw new Error(answer.text);
      return CellRun.parse(answer.json);
    },
    kept,
    /** Waits until a run is in this state, which may be so already. */
    async until(run: CellRun, state: CellRun['state'] = 'done'): Promise<CellRun> {
      const stream = listen(run.playground);
      await stream.until(({ type }) => type === 'playground');
      const known = (await kept(run.lesson)).find((each) => each.run?.id === run.id)?.run;
      if (known?.state === state) {
        await stream.close();
        return known;
      }
      const told = await stream.until(
        (event) => event.type === 'run' && event.run.id === run.id && event.run.state === state,
      );
      await stream.close();
      if (told.type !== 'run') throw new Error('only a run fits');
      return told.run;
    },
  };
}

/** The text of a kept cell, all its pieces together. */
export function textOf(kept: readonly KeptCell[], cell: string): string | undefined {
  return kept
    .find((each) => each.cell === cell)
    ?.output.map(({ text }) => text)
    .join('');
}
