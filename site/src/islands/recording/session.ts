import type { AttemptRecordings, TerminalRecording } from '@drydock/model';
import { apiPath, isRecord, readAs, readProblem, request, type Outcome } from '../api/request.ts';
import { labStore } from '../attempt/session.ts';
import { createStore } from '../state/store.ts';

/** The recordings of the page's attempt, as the server told them last; null until it has. */
export const recordingsStore = createStore<AttemptRecordings | null>(null);

/** Whether a terminal is to be recorded and is not any more: its newest recording has reached its largest size. */
export function isFull(known: AttemptRecordings | null, terminal: string): boolean {
  const newest = known?.recordings.findLast((each) => each.terminal === terminal);
  return known?.setting.on === true && newest?.full === true;
}

const pathOf = (attempt: string) => `/attempts/${encodeURIComponent(attempt)}/recordings`;

/** Reads the recordings of an attempt out of an answer. */
export function readRecordings(value: unknown): AttemptRecordings | undefined {
  return readAs(
    value,
    (each): each is AttemptRecordings =>
      isRecord(each) && isRecord(each['setting']) && Array.isArray(each['recordings']),
  );
}

/** Asks for the recordings of an attempt and whether it is recorded now; an answer for one that the page has left is dropped. */
export async function refreshRecordings(attempt: string): Promise<void> {
  const found = await request('GET', pathOf(attempt), readRecordings);
  if (found.ok && labStore.get().attempt?.id === attempt) recordingsStore.set(found.value);
}

/** Switches the recording of an attempt. */
export function chooseRecording(attempt: string, setting: TerminalRecording): Promise<Outcome<AttemptRecordings>> {
  return request('PUT', pathOf(attempt), readRecordings, setting);
}

/** The address one recording is downloaded from. */
export function recordingAddress(attempt: string, name: string): string {
  return apiPath(`${pathOf(attempt)}/${encodeURIComponent(name)}`);
}

/** The text of one recording. */
export async function loadRecording(attempt: string, name: string): Promise<Outcome<string>> {
  try {
    const response = await fetch(recordingAddress(attempt, name), { credentials: 'same-origin' });
    const text = await response.text();
    if (response.ok) return { ok: true, value: text, status: response.status };
    const problem = readProblem(JSON.parse(text));
    if (problem) return { ok: false, problem, status: response.status };
  } catch {
    // Told as no answer.
  }
  return { ok: false, problem: { code: 'network', message: '', fix: '' }, status: 0 };
}
