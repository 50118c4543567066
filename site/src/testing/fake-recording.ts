import type { AttemptRecordings, TerminalRecording } from '@drydock/model';

/** The text of the one recording there is, how far it is, and what the page chose. */
export interface FakeRecording {
  text: string;
  state: 'running' | 'full' | 'ended';
  setting: TerminalRecording;
  decidedBy: 'student' | 'course';
}

/** Creates a recording of nothing. */
export function createFakeRecording(): FakeRecording {
  return { text: '', state: 'ended', setting: { on: false, input: false }, decidedBy: 'student' };
}

/** The list of recordings as the server returns it. */
export function recordingsOf({ text, state, setting, decidedBy }: FakeRecording): AttemptRecordings {
  const about = { terminal: 'shell-1', startedAt: '2026-11-21T13:05:07.042Z', input: setting.input };
  const name = 'shell-1.20261121T130507042Z.cast';
  const one = { name, ...about, bytes: text.length, running: state === 'running', full: state === 'full' };
  return { setting, decidedBy, recordings: text === '' ? [] : [one] };
}
