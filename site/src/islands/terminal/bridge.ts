import { createStore } from '../state/store.ts';

/** Which shell of a lab: that of the workspace, of the node, or of one of several nodes. */
export type Place = 'workspace' | 'node' | `node ${string}`;

/** The shell of a node; without a name that of the only one. */
export function placeOfNode(node: string | undefined): Place {
  return node === undefined || node === '' ? 'node' : `node ${node}`;
}

/** The node whose shell this is; undefined for the workspace, and for the only node. */
export function nodeOfPlace(place: Place): string | undefined {
  return /^node (.+)$/.exec(place)?.[1];
}

/** The terminals of this page. */
export interface Terminals {
  /** The shells there can be; one that is not open yet is opened when it is typed into. */
  readonly places: readonly Place[];
  /** Types a text into a shell of this kind without running it, and takes the focus there unless its student has gone on. */
  readonly type: (text: string, place: Place, takesFocus?: boolean) => void;
}

/** The terminals of this page that code blocks may be copied to; null while there are none. */
export const terminalsHere = createStore<Terminals | null>(null);

/** The shells that can be typed into, here or in another tab of this browser. */
export const terminalPlaces = createStore<readonly Place[]>([]);

type Message =
  | { do: 'ask' }
  | { do: 'open'; page: string; places: readonly Place[] }
  | { do: 'shut'; page: string }
  | { do: 'type'; page: string; text: string; place: Place };

let channel: BroadcastChannel | undefined;
let elsewhere: { page: string; places: readonly Place[] } | null = null;
const page = Math.random().toString(36).slice(2);

/** Connects this page with the other tabs of the browser, so that a lesson can type into the lab's terminal. Safe to call again. */
export function joinTerminals(): void {
  if (channel || typeof BroadcastChannel === 'undefined') return;
  channel = new BroadcastChannel('drydock-terminal');
  const look = () => terminalPlaces.set(terminalsHere.get()?.places ?? elsewhere?.places ?? []);
  const tell = () => {
    const here = terminalsHere.get();
    send(here ? { do: 'open', page, places: here.places } : { do: 'shut', page });
  };
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.do === 'ask' && terminalsHere.get()) tell();
    if (data.do === 'open') elsewhere = data;
    if (data.do === 'shut' && elsewhere?.page === data.page) elsewhere = null;
    if (data.do === 'type' && data.page === page) terminalsHere.get()?.type(data.text, data.place);
    look();
  });
  terminalsHere.subscribe(() => {
    tell();
    look();
  });
  addEventListener('pagehide', () => send({ do: 'shut', page }));
  look();
  send({ do: 'ask' });
}

/** Types a text into a terminal of this page, else into one that another tab has open. */
export function typeIntoTerminal(text: string, place: Place): void {
  const here = terminalsHere.get();
  if (here) here.type(text, place);
  else if (elsewhere) send({ do: 'type', page: elsewhere.page, text, place });
}

function send(message: Message): void {
  channel?.postMessage(message);
}
