import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRing } from './ring.ts';

test('every kept byte is found under its offset, whatever was appended and forgotten before', () => {
  const deed = fc.oneof(fc.record({ append: fc.nat(100_000) }), fc.record({ forget: fc.nat(300_000) }));
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 20 }), fc.nat(), (deeds, pick) => {
      const ring = createRing();
      let all = Buffer.alloc(0);
      let start = 0;
      for (const one of deeds) {
        if ('append' in one) {
          const bytes = Buffer.from(Uint8Array.from({ length: one.append }, (_, index) => (all.length + index) % 251));
          all = Buffer.concat([all, bytes]);
          ring.append(bytes);
        } else {
          start = Math.min(all.length, Math.max(start, one.forget));
          ring.forget(one.forget);
        }
      }
      expect([ring.start, ring.end]).toEqual([start, all.length]);
      let offset = start + (pick % (all.length - start + 1));
      while (offset < all.length) {
        const bytes = ring.read(offset, 50_000);
        expect(bytes.length).toBeGreaterThan(0);
        expect(all.subarray(offset, offset + bytes.length).equals(bytes)).toBe(true);
        offset += bytes.length;
      }
    }),
    { numRuns: 60 },
  );
});

test('memory follows what is kept, and a forgotten segment is written again', () => {
  const ring = createRing();
  const block = new Uint8Array(64 * 1024);
  ring.append(block.fill(1));
  const first = ring.read(0, 1).buffer;
  ring.append(block.fill(2));
  ring.forget(block.length);
  ring.append(block.fill(3));
  expect(ring.read(2 * block.length, 1).buffer).toBe(first);
  expect(ring.read(block.length, 1)[0]).toBe(2);
});

test('bytes that are not kept are refused', () => {
  const ring = createRing();
  ring.append(new Uint8Array(200));
  ring.forget(100);
  expect(() => ring.read(99, 1)).toThrow('byte 99 is not within 100 to 200');
  expect(() => ring.read(201, 1)).toThrow(RangeError);
  expect(ring.read(200, 1)).toHaveLength(0);
});
