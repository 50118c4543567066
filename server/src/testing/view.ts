import { once } from 'node:events';
import { applyViewEvent, type ClusterPicture, emptyPicture, ViewEvent } from '@drydock/model';
import { WebSocket } from 'ws';
import { z } from 'zod';

const Clock = z.strictObject({ now: z.string() });

/** What a page sees of a cluster by WebSocket. */
export function lookAtCluster(url: string, id: string, of: 'attempts' | 'playgrounds' = 'attempts') {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/${of}/${id}/view`, { headers: { origin: url } });
  const pictures: ClusterPicture[] = [];
  let picture = emptyPicture;
  let wake = (): void => undefined;
  socket.on('message', (data: Buffer) => {
    const message: unknown = JSON.parse(data.toString('utf8'));
    // The clock of the server is no event.
    if (Clock.safeParse(message).success) return;
    picture = applyViewEvent(picture, ViewEvent.parse(message));
    pictures.push(picture);
    wake();
  });
  return {
    socket,
    /** The picture after each message. */
    pictures,
    async until(fits: (picture: ClusterPicture) => boolean): Promise<ClusterPicture> {
      while (!fits(picture)) await new Promise<void>((resolve) => (wake = resolve));
      return picture;
    },
    async close(): Promise<void> {
      socket.close();
      await once(socket, 'close');
    },
  };
}
