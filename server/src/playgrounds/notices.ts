import type { CourseError, Playground, Problem } from '@drydock/model';
import { fail } from '../text/fail.ts';
import { type en as Texts, en } from '../text/en.ts';
import { zh } from '../text/zh.ts';

const inBoth = (code: string, say: (text: typeof Texts) => { message: string; fix: string }): Problem => ({
  code,
  ...say(en),
  zh: say(zh),
});

/** What a student is told when a playground, or a run in it, does not go on. */
export const playgroundNotices = {
  lost: (sandbox: string | null): Problem => inBoth('sandbox_lost', (text) => text.playgroundLost(sandbox ?? '')),
  stopped: (): Problem => inBoth('sandbox_stopped', (text) => text.stopped),
  timeUp: (): Problem => inBoth('timeout', (text) => text.playgroundTimeUp),
  ended: (): Problem => inBoth('ended', (text) => text.playgroundEnded),
  forgotten: (): Problem => inBoth('forgotten', (text) => text.playgroundForgotten),
  reset: (): Problem => inBoth('reset', (text) => text.playgroundReset),
};

/** Why nothing can be run in a playground in this state. */
export function playgroundNotReady({ state, problem }: Playground): CourseError {
  return fail('playground_not_ready', (text) => text.playgroundNotReady(state, problem));
}

export function playgroundUnknown(id: string): CourseError {
  return fail('playground_unknown', (text) => text.playgroundUnknown(id));
}
