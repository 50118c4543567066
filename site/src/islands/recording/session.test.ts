import { type AttemptRecordings, recordingName } from '@drydock/model';
import { expect, test } from 'vitest';
import { isFull } from './session.ts';

/** Recordings in the order they began, as `terminal` or `terminal full`. */
function recordings(on: boolean, ...told: string[]): AttemptRecordings {
  return {
    setting: { on, input: false },
    decidedBy: 'student',
    recordings: told.map((each, index) => {
      const [terminal = '', full] = each.split(' ');
      const startedAt = new Date(Date.UTC(2026, 0, 1) + index).toISOString();
      const name = recordingName(terminal, startedAt, false);
      return { name, terminal, startedAt, bytes: 1, input: false, running: !full, full: full !== undefined };
    }),
  };
}

test('a terminal is full by its newest recording, while it is to be recorded', () => {
  expect(isFull(null, 'shell-1')).toBe(false);
  expect(isFull(recordings(true), 'shell-1')).toBe(false);
  expect(isFull(recordings(true, 'shell-1 full', 'shell-2'), 'shell-1')).toBe(true);
  expect(isFull(recordings(true, 'shell-1 full', 'shell-2'), 'shell-2')).toBe(false);
  expect(isFull(recordings(true, 'shell-1 full', 'shell-1'), 'shell-1')).toBe(false);
  expect(isFull(recordings(false, 'shell-1 full'), 'shell-1')).toBe(false);
});
