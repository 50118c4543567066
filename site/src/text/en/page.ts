/** Words in English that only the build writes into pages; the Chinese dictionary has the same keys. No script of a page carries them. */
export const page = {
  tagline: 'Kubernetes, learned on a real cluster of your own.',
  breath:
    'Read a lesson, open a terminal on a cluster that is yours alone, and watch each task turn green as the cluster changes. The grader reads the cluster, never your words.',
  comingTitle: 'This lesson is not written yet',
  comingBody: 'It has its place in the course and will appear here. Meanwhile these lessons are ready:',
  otherLanguage: 'This lesson exists in the other language only, so far.',
  readInOther: 'Read it in Chinese',
  notFoundTitle: 'There is no such page',
  notFoundBody: 'The address may be mistyped, or the page has moved.',
  toHome: 'To the course page',
  quizRight: 'Right.',
  quizWrong: 'Not quite.',
  quizAgain: 'Try again',
  quizHint: 'Choose an answer; you see at once why it is right or wrong.',
  saidElsewhere: 'You may have read',
  inFact: 'In fact',
  objectivesOfLesson: 'After this lesson you can',
  readFirst: 'Read first:',
  /** How a lab is named among other pages. */
  labTitle: (title: string) => `Lab: ${title}`,
};

export type PageText = typeof page;
