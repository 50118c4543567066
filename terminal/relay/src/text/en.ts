import type { CellTexts } from './texts.ts';

/** What a student reads about cells, in English. */
export const en: CellTexts = {
  exited: {
    message: 'The cell ended its shell, as `exit`, `exec` or a failure after `set -e` does.',
    fix: 'The next cell starts a new shell. Run the cells above again if it needs their variables.',
  },
  killed: {
    message: 'The shell of this lesson was killed while the cell ran.',
    fix: 'The next cell starts a new shell. Run the cells above again if it needs their variables.',
  },
  stopped: {
    message: 'The cell did not stop, so its shell was ended too.',
    fix: 'The next cell starts a new shell. Run the cells above again if it needs their variables.',
  },
  restarted: {
    message: 'The shell was restarted before the cell was done.',
    fix: 'Run the cell again.',
  },
  failed: {
    message: 'The workspace could not start a shell for this lesson.',
    fix: 'It may have too many processes: end what runs in your terminals, or reset the playground.',
  },
  full: (waiting) => ({
    message: `${waiting} cells wait for this lesson's shell already.`,
    fix: 'Wait until some are done, or stop the one that runs.',
  }),
  unknown: {
    message: 'The workspace does not know this run any more.',
    fix: 'Run the cell again.',
  },
};
