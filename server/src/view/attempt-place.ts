import type { Attempts } from '../attempts/attempts.ts';
import type { ViewPlace } from './follow.ts';

/** The sandbox of an attempt. Who looks at it follows the attempt too, so its cluster is not frozen meanwhile. */
export function attemptPlace(attempts: Pick<Attempts, 'subscribe' | 'sandbox'>): ViewPlace {
  return {
    async attend(access, id, onMove) {
      const { unsubscribe } = await attempts.subscribe(access, id, ({ type }) => {
        if (type === 'attempt' || type === 'state') onMove();
      });
      return unsubscribe;
    },
    sandbox: async (access, id) => (await attempts.sandbox(access, id)).sandbox,
  };
}
