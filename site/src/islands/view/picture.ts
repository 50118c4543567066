import { applyViewEvent, type ClusterPicture, emptyPicture, type ViewEvent } from '@drydock/model';
import { useEffect, useState } from 'preact/hooks';
import { followEvents } from '../api/follow.ts';
import { type Place, viewPath } from './place.ts';
import { readViewEvent } from './changes/read-event.ts';

/** The picture of a place's cluster, kept up to date while the component is shown; `isCut` while there is no connection. */
export function usePicture({ kind, id }: Place): { picture: ClusterPicture; isCut: boolean } {
  const [picture, setPicture] = useState(emptyPicture);
  const [isCut, setCut] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const drawer = createDrawer((events) => setPicture((before) => events.reduce(applyViewEvent, before)));
    stop.signal.addEventListener('abort', drawer.cancel);
    setPicture(emptyPicture);
    followEvents(viewPath({ kind, id }), {
      signal: stop.signal,
      read: readViewEvent,
      onEvent: drawer.draw,
      onConnection: ({ state }) => setCut(state === 'waiting'),
    });
    return () => stop.abort();
  }, [kind, id]);
  return { picture, isCut };
}

/** Gathers the events of one frame: a screen shows no more of them. */
function createDrawer(draw: (events: readonly ViewEvent[]) => void): {
  draw: (event: ViewEvent) => void;
  cancel: () => void;
} {
  let waiting: ViewEvent[] = [];
  let frame = 0;
  return {
    draw(event) {
      waiting.push(event);
      frame ||= requestAnimationFrame(() => {
        const events = waiting;
        waiting = [];
        frame = 0;
        draw(events);
      });
    },
    cancel: () => cancelAnimationFrame(frame),
  };
}
