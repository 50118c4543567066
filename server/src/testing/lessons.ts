import type { LessonHead, LessonHeads } from '@drydock/lab';

const plain: LessonHead = { profile: 'one-node', hasRegistry: false, cells: 99, needs: { root: [], admin: [] } };
const cellar: Readonly<Record<string, LessonHead>> = {
  'cellar/wine': { ...plain, hasRegistry: true, cells: 3 },
  'cellar/stairs': { ...plain, cells: 5, needs: { root: ['2', '4'], admin: ['5'] } },
  'cellar/vaults': { ...plain, profile: 'three-nodes', cells: 2 },
};

/** The lessons of the tests: those of the kitchen, and in the cellar one with a private registry, one whose cells need root or an administrator, and one on three nodes. */
export const testLessons: LessonHeads = {
  find: async (id) => (id.startsWith('kitchen/') ? plain : cellar[id]),
};
