/** Words of the home page. */
export const home = {
  /** The headline in pieces that are not broken. */
  headline: ['Kubernetes, learned on a real cluster of your own.'],
  needs:
    'You need to know your way around a shell. There is nothing to install: each lab comes with its own cluster and terminal.',
  beginFirst: 'From the beginning',
  beginWithLab: 'With a cluster of your own',
  continueLesson: 'Last read',
  continueNextLesson: 'Next lesson',
  continueNextLab: 'Next lab',
  continueLab: 'Lab in progress',
  labFacts: (minutes: number, points: number) => `${minutes} min · ${points} points`,
  courseSummary: (lessons: number, labs: number) =>
    `${lessons} lessons and ${labs} labs, each lab with its own cluster.`,
  planned: (lessons: number) => (lessons === 1 ? 'One more lesson is planned' : `${lessons} more lessons are planned`),
  progressLabel: (done: number, all: number) => `${done} of ${all} lessons, questions and labs done`,
};
