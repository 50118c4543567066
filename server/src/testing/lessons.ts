import type { LessonHeads } from '@drydock/lab';

/** The lessons of the tests: those of the kitchen, and one in the cellar with a private registry. */
export const testLessons: LessonHeads = {
  async find(id) {
    if (id.startsWith('kitchen/')) return { hasRegistry: false, cells: 99 };
    return id === 'cellar/wine' ? { hasRegistry: true, cells: 3 } : undefined;
  },
};
