import { fakeTerminal } from '../../src/testing/fake-terminal.ts';
import type { Stage } from '../../src/testing/stage.ts';
import { alive } from '../console.ts';

/** What a reader of a lesson with cells does, in front of a scripted API. */
export function readerOf(stage: Stage) {
  const cell = (id: string) => stage.page.locator(`[data-cell="${id}"]`);
  const run = (id: string) => cell(id).getByRole('button', { name: /^(Run|运行)/ });
  const open = async (path = 'en/kitchen/soup') => {
    await stage.page.goto(`${stage.api.url}/${path}/`);
    await alive(stage.page);
  };
  /** Opens the lesson with a cluster that is ready. */
  const openReady = async (path?: string) => {
    stage.api.playground.answer('POST', '/playgrounds', { profile: 'one-node' });
    stage.api.playground.ready();
    await open(path);
    await stage.page.getByText(/Cluster ready|集群就绪/).waitFor();
  };
  const withTerminal = async () => {
    await stage.page.addInitScript(() => localStorage.setItem('drydock.terminal', '{"renderer":"dom"}'));
    return fakeTerminal(stage.page);
  };
  /** An output makes room for itself: what is below it moves until then. */
  const ended = (id: string) => cell(id).locator('.cell-status:is([data-state="done"], [data-state="bad"])').waitFor();
  const asked = () => stage.api.playground.asked.map(({ cell: id, source }) => `${id} ${source}`);
  return { cell, run, open, openReady, withTerminal, ended, asked };
}
