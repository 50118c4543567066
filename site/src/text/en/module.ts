/** Words of the pages of modules; only the build writes them into pages. */
export const module = {
  number: (number: number) => `Module ${number}`,
  adds: 'What this module adds',
  lessons: 'Lessons and labs',
  planned: 'Still to come',
  mapLabel: (added: string, known: string) =>
    `Map of Kubernetes. New in this module: ${added}.${known ? ` Known from earlier modules: ${known}.` : ''}`,
  mapNew: 'new in this module',
  mapKnown: 'known already',
  mapLater: 'in a later module',
  comma: ', ',
  toModule: 'What this module adds',
  home: 'The course',
};

export type ModuleWords = typeof module;
