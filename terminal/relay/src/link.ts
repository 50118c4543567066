import {
  decodeAgentFrame,
  decodeViewerFrame,
  frameHeaderBytes,
  type TerminalClose,
  terminalCloseOf,
  terminalCloses,
  terminalLimits,
} from '@drydock/model';
import { WebSocket } from 'ws';
import type { Bucket } from './bucket.ts';
import { connectionBy } from './connection.ts';
import type { Grant } from './tickets.ts';

/** A browser's socket joined to the agent's. */
export interface Link {
  readonly grant: Grant;
  /** Nothing passes from now on; the browser is told why. */
  close(reason: TerminalClose): void;
}

/** Bytes that may wait in one direction before the other side is no longer read, and when it is read again. */
const fullBytes = 512 * 1024;
const drainedBytes = 128 * 1024;

/**
 * Passes frames between a browser and an agent, each checked on its way; reads neither faster than the other takes. A frame that is not of the protocol closes this
 * link with a reason and nothing else.
 */
export function createLink(
  browser: WebSocket,
  grant: Grant,
  options: {
    /** Asked for every frame: whether the sandbox is still this attempt's. */
    isAllowed: () => boolean;
    frames: Bucket;
    bytes: Bucket;
    beatMs: number;
    log: (message: string) => void;
    /** Told after each piece of a shell's output was sent. */
    onPrint: () => void;
    onEnd: () => void;
  },
): Link {
  const { terminal, kind } = grant;
  const agent = new WebSocket(`ws://agent/terminals/${terminal}?kind=${kind}`, {
    createConnection: connectionBy(grant.agent),
    perMessageDeflate: false,
    maxPayload: terminalLimits.outputFrameBytes + frameHeaderBytes,
  });
  let isOpen = true;
  let penalty: NodeJS.Timeout | undefined;
  const heard = { browser: true, agent: true };
  // Nothing of the browser is read before the agent is there to take it.
  browser.pause();

  function close(reason: TerminalClose, detail = ''): void {
    if (!isOpen) return;
    isOpen = false;
    clearInterval(beat);
    clearTimeout(penalty);
    clearTimeout(opening);
    if (detail) options.log(`terminal ${terminal} of attempt ${grant.attempt}: ${reason}: ${detail}`);
    if (browser.readyState === WebSocket.OPEN) browser.resume();
    if (agent.readyState === WebSocket.OPEN) agent.resume();
    browser.close(terminalCloses[reason].code, reason);
    if (agent.readyState === WebSocket.OPEN) agent.close(1000);
    else agent.terminate();
    options.onEnd();
  }

  function pass(from: WebSocket, to: WebSocket, data: Buffer, isBinary: boolean): void {
    to.send(data, { binary: isBinary }, () => {
      if (isOpen && from.isPaused && !penalty && to.bufferedAmount < drainedBytes) from.resume();
    });
    if (to.bufferedAmount > fullBytes) from.pause();
  }

  function limit(bytes: number): void {
    const waitMs = Math.max(options.frames.take(1), options.bytes.take(bytes));
    if (waitMs === 0 || penalty) return;
    browser.pause();
    penalty = setTimeout(() => {
      penalty = undefined;
      if (isOpen) browser.resume();
    }, waitMs);
  }

  // ws hands out one Buffer per message unless told otherwise.
  browser.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isOpen) return;
    if (!options.isAllowed()) return close('handed_over');
    heard.browser = true;
    const frame = decodeViewerFrame(isBinary ? data : data.toString('utf8'));
    if (frame.type === 'bad') return close(frame.close, frame.detail);
    limit(data.length);
    pass(browser, agent, data, isBinary);
  });

  agent.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isOpen) return;
    if (!options.isAllowed()) return close('handed_over');
    heard.agent = true;
    const frame = decodeAgentFrame(isBinary ? data : data.toString('utf8'));
    if (frame.type === 'bad') return close('malformed', `from the agent: ${frame.detail}`);
    pass(agent, browser, data, isBinary);
    if (frame.type === 'output') options.onPrint();
  });

  agent.on('open', () => {
    clearTimeout(opening);
    if (isOpen) browser.resume();
  });
  agent.on('close', (code) => {
    const reason = terminalCloseOf(code);
    close(reason === 'lost' ? 'unreachable' : reason);
  });
  agent.on('error', (error) => close('unreachable', error.message));
  agent.on('pong', () => (heard.agent = true));
  browser.on('pong', () => (heard.browser = true));
  browser.on('close', () => close('lost'));
  // ws names a frame that breaks the WebSocket protocol itself, or is larger than it may be, by this code.
  browser.on('error', (error: Error & { code?: string }) =>
    close(error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? 'too_large' : 'malformed', error.message),
  );

  const opening = setTimeout(() => close('unreachable', 'the agent did not answer'), terminalLimits.connectMs);
  let missed = { browser: 0, agent: 0 };
  const beat = setInterval(() => {
    missed = {
      browser: heard.browser || browser.isPaused ? 0 : missed.browser + 1,
      agent: heard.agent || agent.isPaused ? 0 : missed.agent + 1,
    };
    if (missed.browser >= 3) return close('idle', 'no answer to pings');
    if (missed.agent >= 3) return close('unreachable', 'no answer to pings');
    Object.assign(heard, { browser: false, agent: false });
    browser.ping();
    if (agent.readyState === WebSocket.OPEN) agent.ping();
    browser.send('{"type":"beat"}');
  }, options.beatMs);

  return { grant, close };
}
