import { createStore } from '../shared/store.ts';

/** Types a text into a terminal without running it. */
export type TypeText = (text: string) => void;

/** The terminal of this page that code blocks may be copied to; null while none is open. */
export const terminalHere = createStore<TypeText | null>(null);

/** Whether a terminal is open here or in another tab of this browser. */
export const isTerminalOpen = createStore(false);

type Message =
  | { do: 'ask' }
  | { do: 'open'; page: string }
  | { do: 'shut'; page: string }
  | { do: 'type'; page: string; text: string };

let channel: BroadcastChannel | undefined;
let elsewhere: string | null = null;
const page = Math.random().toString(36).slice(2);

/** Connects this page with the other tabs of the browser, so that a lesson can type into the lab's terminal. Safe to call again. */
export function joinTerminals(): void {
  if (channel || typeof BroadcastChannel === 'undefined') return;
  channel = new BroadcastChannel('drydock-terminal');
  const look = () => isTerminalOpen.set(terminalHere.get() !== null || elsewhere !== null);
  const tell = () => send(terminalHere.get() ? { do: 'open', page } : { do: 'shut', page });
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.do === 'ask' && terminalHere.get()) tell();
    if (data.do === 'open') elsewhere = data.page;
    if (data.do === 'shut' && elsewhere === data.page) elsewhere = null;
    if (data.do === 'type' && data.page === page) terminalHere.get()?.(data.text);
    look();
  });
  terminalHere.subscribe(() => {
    tell();
    look();
  });
  addEventListener('pagehide', () => send({ do: 'shut', page }));
  look();
  send({ do: 'ask' });
}

/** Types a text into the terminal of this page, else into the one another tab has open. */
export function typeIntoTerminal(text: string): void {
  const here = terminalHere.get();
  if (here) here(text);
  else if (elsewhere) send({ do: 'type', page: elsewhere, text });
}

function send(message: Message): void {
  channel?.postMessage(message);
}
