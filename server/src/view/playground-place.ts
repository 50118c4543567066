import type { Playgrounds } from '../playgrounds/playgrounds.ts';
import type { ViewPlace } from './follow.ts';

/** The sandbox of a playground. Who looks at it follows the playground too, so its cluster is not frozen meanwhile. */
export function playgroundPlace(playgrounds: Pick<Playgrounds, 'subscribe' | 'sandboxOf'>): ViewPlace {
  return {
    async attend(access, id, onMove) {
      const { unsubscribe } = await playgrounds.subscribe(access, id, ({ type }) => {
        if (type === 'playground' || type === 'state') onMove();
      });
      return unsubscribe;
    },
    sandbox: (access, id) => playgrounds.sandboxOf(access, id),
  };
}
