import type { Lessons } from '../course/lessons.ts';

/** The lessons of the tests: those of the kitchen, and one in the cellar with a private registry. */
export const testLessons: Lessons = {
  async find(id) {
    if (id.startsWith('kitchen/')) return { hasRegistry: false };
    return id === 'cellar/wine' ? { hasRegistry: true } : undefined;
  },
};
