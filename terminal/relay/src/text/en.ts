import type { CellTexts } from './texts.ts';

/** What a student reads about cells, in English. */
export const en: CellTexts = {
  exited: {
    message: 'A cell ended the shell, as `exit`, `exec` or a failure after `set -e` does.',
    fix: 'The next cell starts a new shell. Run the cells above again if it needs their variables.',
  },
  killed: {
    message: 'The shell of this lesson was killed before the cell was done.',
    fix: 'The next cell starts a new shell. Run the cells above again if it needs their variables.',
  },
  stopped: {
    message: 'A cell did not stop, so the shell was ended too.',
    fix: 'The next cell starts a new shell. Run the cells above again if it needs their variables.',
  },
  restarted: {
    message: 'The shell was restarted before the cell was done.',
    fix: 'Run the cell again.',
  },
  failed: {
    message: 'The workspace could not start the cell.',
    fix: 'It may have too many processes: end what runs in your terminals, or reset the playground.',
  },
  crowded: {
    message: 'The cells of this lesson started more than 200 processes, so their shell was ended with all of them.',
    fix: 'Look for a command that starts itself again and again before you run the cell again.',
  },
  renewed: {
    message: 'The shell of this lesson ended after the last cell, so this cell ran in a new shell.',
    fix: 'Run the cells above again if this one needs their variables.',
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
