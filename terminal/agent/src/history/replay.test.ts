import { decodeViewerFrame } from '@drydock/model';
import { clearTerminal } from '../../../client/src/clear.ts';
import { type ClientEffect, type TerminalClient } from '../../../client/src/effect.ts';
import { createTerminalClient } from '../../../client/src/client.ts';
import { resizeEmulator } from '../../../client/src/resize.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeEmulator, painted, picture } from '../../../src/testing/emulator.ts';
import type { Attachment, Terminal } from '../terminal.ts';
import { makeTerminal } from '../../../src/testing/fake-terminal.ts';

const size = { cols: 40, rows: 10 };
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A page on a network that holds frames back and loses what it holds when it is cut. */
function makePage(terminal: Terminal, viewer = 'page-of-the-student') {
  let client: TerminalClient;
  let attachment: Attachment | undefined;
  let toPage: (string | Uint8Array)[] = [];
  let toAgent: (string | Uint8Array)[] = [];
  let unparsed = 0;
  let written: Buffer[] = [];
  let clears = 0;
  let hello = true;
  const emulator = makeEmulator();

  function load(): void {
    client = createTerminalClient({ viewer, ...size, now: () => 0, random: () => 0 });
    run(client.start());
  }
  function run(effects: ClientEffect[]): void {
    for (const effect of effects) obey(effect);
  }
  function obey(effect: ClientEffect): void {
    if (effect.do === 'connect') {
      hello = true;
      run(client.opened());
    } else if (effect.do === 'send') toAgent.push(effect.frame);
    else if (effect.do === 'write') {
      written.push(Buffer.from(effect.bytes));
      emulator.write(effect.bytes);
      unparsed += effect.bytes.length;
    } else if (effect.do === 'clear') {
      clears += 1;
      written = [];
      // As the page does: in order with the bytes, which are parsed later, and out of a sequence that was cut.
      emulator.write(clearTerminal);
    } else if (effect.do === 'resize') emulator.write('', () => resizeEmulator(emulator, effect.cols, effect.rows));
    else if (effect.do === 'disconnect') throw new Error(`violated: ${effect.detail}`);
  }
  const page = {
    get client() {
      return client;
    },
    get clears() {
      return clears;
    },
    emulator,
    /** Output since the last clear. */
    written: () => Buffer.concat(written),
    /** Carries up to `count` frames each way. */
    carry(count: number) {
      for (const frame of toAgent.splice(0, count)) {
        const decoded = decodeViewerFrame(frame);
        if (decoded.type === 'bad') throw new Error(decoded.detail);
        if (decoded.type !== 'hello') attachment?.received(decoded);
        else if (hello) {
          hello = false;
          attachment = terminal.attach(decoded, {
            send: (data) => toPage.push(data),
            close: (reason, detail) => {
              if (reason !== 'closed') throw new Error(`${reason}: ${detail}`);
            },
          });
        }
      }
      for (const frame of toPage.splice(0, count)) run(client.received(frame));
    },
    parse(bytes: number) {
      const now = Math.min(unparsed, bytes);
      unparsed -= now;
      run(client.written(now));
    },
    cut() {
      attachment?.detached();
      attachment = undefined;
      [toPage, toAgent] = [[], []];
      run(client.closed(1006));
      run(client.start());
    },
    reload() {
      attachment?.detached();
      attachment = undefined;
      [toPage, toAgent, unparsed, written] = [[], [], 0, []];
      load();
    },
    type: (text: string) => run(client.typed(Buffer.from(text))),
    /** Until everything has arrived and nothing more comes. */
    async catchUp(end: () => number) {
      for (const until = performance.now() + 5000; performance.now() < until;) {
        page.carry(100);
        page.parse(Infinity);
        await settled();
        if (client.phase === 'live' && client.offset === end() && toPage.length === 0 && toAgent.length === 0) return;
      }
      throw new Error(`stuck in ${client.phase} at ${client.offset} of ${end()}`);
    },
  };
  load();
  return page;
}

const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ emit: fc.uint8Array({ minLength: 1, maxLength: 3000 }) }) },
  { weight: 4, arbitrary: fc.record({ carry: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 3, arbitrary: fc.record({ parse: fc.nat(50_000) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.string({ minLength: 1, maxLength: 20 }) }) },
  { weight: 1, arbitrary: fc.constant({ flood: 300_000 }) },
  { weight: 1, arbitrary: fc.constant({ cut: true }) },
);

test('every byte of output arrives once and in order, and every byte typed is taken once and in order, however the network breaks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 60 }), async (deeds) => {
      const { terminal, pty } = makeTerminal({ size });
      const page = makePage(terminal);
      const emitted: Buffer[] = [];
      let typed = '';
      const emit = (bytes: Uint8Array) => {
        emitted.push(Buffer.from(bytes));
        pty().emit(bytes);
      };
      for (const one of deeds) {
        if ('emit' in one) emit(one.emit);
        if ('flood' in one) emit(Buffer.alloc(one.flood, 'flood\r\n'));
        if ('carry' in one) page.carry(one.carry);
        if ('parse' in one) page.parse(one.parse);
        if ('cut' in one) page.cut();
        if ('type' in one) {
          page.type(one.type);
          typed += one.type;
        }
      }
      const all = Buffer.concat(emitted);
      await page.catchUp(() => all.length);
      expect(page.written().equals(all)).toBe(true);
      expect(page.clears).toBe(1);
      expect(pty().typed().toString()).toBe(typed);
      terminal.close();
    }),
    { numRuns: 120 },
  );
}, 60_000);

test('a page that missed more than is kept shows the same screen as one that missed nothing', async () => {
  await fc.assert(
    fc.asyncProperty(painted, painted, painted, fc.boolean(), async (first, second, third, isReload) => {
      const { terminal, pty } = makeTerminal({ size, keepBytes: 1024 });
      const page = makePage(terminal);
      let length = 0;
      const emit = (text: string) => {
        const bytes = Buffer.from(text);
        length += bytes.length;
        // In pieces that cut characters and sequences.
        for (let at = 0; at < bytes.length; at += 37) pty().emit(bytes.subarray(at, at + 37));
      };
      emit(first);
      await page.catchUp(() => length);
      page.cut();
      emit(second);
      if (isReload) page.reload();
      await page.catchUp(() => length);
      emit(third);
      page.cut();
      await page.catchUp(() => length);
      const reference = makeEmulator();
      await new Promise<void>((resolve) => reference.write(first + second + third, resolve));
      await new Promise<void>((resolve) => page.emulator.write('', resolve));
      expect(picture(page.emulator)).toEqual(picture(reference));
      terminal.close();
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('a page that was left behind by a faster one shows the same screen once it has caught up', async () => {
  let leftBehind = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(painted, { minLength: 2, maxLength: 4 }), fc.nat(200), async (parts, carried) => {
      const { terminal, pty } = makeTerminal({ size, keepBytes: 1024 });
      const slow = makePage(terminal, 'page-of-the-slow-one');
      const fast = makePage(terminal);
      let length = 0;
      await slow.catchUp(() => length);
      for (const part of parts) {
        const bytes = Buffer.from(part);
        length += bytes.length;
        for (let at = 0; at < bytes.length; at += 37) pty().emit(bytes.subarray(at, at + 37));
        await fast.catchUp(() => length);
        slow.carry(carried);
      }
      await slow.catchUp(() => length);
      leftBehind += slow.clears - 1;
      const reference = makeEmulator();
      await new Promise<void>((resolve) => reference.write(parts.join(''), resolve));
      for (const page of [slow, fast]) {
        await new Promise<void>((resolve) => page.emulator.write('', resolve));
        expect(picture(page.emulator)).toEqual(picture(reference));
      }
      terminal.close();
    }),
    { numRuns: 20 },
  );
  expect(leftBehind).toBeGreaterThan(0);
}, 120_000);
