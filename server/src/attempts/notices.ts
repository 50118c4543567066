import type { Attempt, CourseError, Problem } from '@drydock/model';
import { fail } from '../text/fail.ts';
import { en, type Ending } from '../text/en.ts';
import { zh } from '../text/zh.ts';

const inBoth = (code: string, say: (text: typeof en) => { message: string; fix: string }): Problem => ({
  code,
  ...say(en),
  zh: say(zh),
});

/** What a student is told when an attempt does not go on; `fix` always names the next action in the page. */
export const notices = {
  lost: ({ sandbox }: Attempt): Problem => inBoth('sandbox_lost', (text) => text.lost(sandbox ?? '')),
  stopped: (): Problem => inBoth('sandbox_stopped', (text) => text.stopped),
  /** The time was up; `graded` is what came of what was there. */
  timeUp: (graded: Ending): Problem => inBoth('timeout', (text) => text.timeUp(graded)),
  ended: (): Problem => inBoth('ended', (text) => text.ended),
  forgotten: (): Problem => inBoth('forgotten', (text) => text.forgotten),
  labGone: ({ lab }: Attempt): Problem => inBoth('lab_unknown', (text) => text.labGone(lab)),
};

/** Why an attempt in this state cannot be checked, submitted or typed into now. */
export function notReady({ state, problem }: Attempt): CourseError {
  return fail('attempt_not_ready', (text) => text.notReady(state, problem));
}

export function attemptUnknown(id: string): CourseError {
  return fail('attempt_unknown', (text) => text.attemptUnknown(id));
}
