import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAsciicast } from './asciicast.ts';
import { markerLabel, readMarkerLabel, type RecordingMarker } from './recording-marker.ts';
import { readRecordingName, RecordingName, recordingName } from './recording.ts';

test('the name of a recording has its terminal, its start and whether it holds input', () => {
  const startedAt = '2026-11-21T13:05:07.042Z';
  for (const input of [false, true]) {
    const name = recordingName('shell-1', startedAt, input);
    expect(RecordingName.safeParse(name).success).toBe(true);
    expect(readRecordingName(name)).toEqual({ terminal: 'shell-1', startedAt, input });
  }
});

test.each(['../agent.sock', 'shell-1.cast', 'a/b.20261121T130507042Z.cast', 'shell.20269921T130507042Z.cast', ''])(
  '%j is no recording',
  (name) => expect(readRecordingName(name)).toBeUndefined(),
);

const id = fc.stringMatching(/^[a-z0-9-]{1,40}$/);
const count = fc.nat(1000);
const marker: fc.Arbitrary<RecordingMarker> = fc.oneof(
  fc.record({ type: fc.constant('start' as const), attempt: id }),
  fc.record({ type: fc.constantFrom('pass' as const, 'fail' as const), task: id, check: id }),
  fc.record({ type: fc.constantFrom('check' as const, 'submit' as const), points: count, maxPoints: count }),
  fc.record({ type: fc.constantFrom('reset' as const, 'full' as const) }),
);

test('every marker is read back from its label', () => {
  fc.assert(
    fc.property(marker, (one) => {
      expect(readMarkerLabel(markerLabel(one))).toEqual(one);
    }),
  );
});

test('a foreign label is not one of ours', () => {
  for (const label of ['', 'Passed', 'Checked: many of 5 points', 'Attempt started'])
    expect(readMarkerLabel(label)).toBeUndefined();
});

const header = '{"version":3,"term":{"cols":80,"rows":24}}';

test('times of an asciicast are summed up from its intervals; comments and the last newline are no events', () => {
  const { header: read, events } = parseAsciicast(
    `${header}\n[0.5,"o","a"]\n# a comment\n[0.25,"m","Passed: a/b"]\n[1,"r","100x30"]\n[0,"x","0"]\n`,
  );
  expect(read.term).toEqual({ cols: 80, rows: 24 });
  expect(events.map(({ at, code }) => `${at} ${code}`)).toEqual(['0.5 o', '0.75 m', '1.75 r', '1.75 x']);
});

test.each([
  ['version 2', '{"version":2,"width":80,"height":24}', /Line 1 /],
  ['an unknown event', `${header}\n[0,"q",""]`, /Line 2 /],
  ['time that runs backwards', `${header}\n[0,"o","a"]\n[-1,"o","b"]`, /Line 3 /],
  ['an invalid size', `${header}\n[0,"r","wide"]`, /Line 2 /],
  ['half a line', `${header}\n[0,"o","a`, /Line 2 /],
])('%s is refused with its line', (_, text, message) => {
  expect(() => parseAsciicast(text)).toThrow(message);
});
