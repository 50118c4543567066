import type { AttemptRecordings, TerminalRecording } from '@drydock/model';
import { apiPath, isRecord, readProblem, request, type Outcome } from '../api/request.ts';

const pathOf = (attempt: string) => `/attempts/${encodeURIComponent(attempt)}/recordings`;

/** Reads the recordings of an attempt out of an answer. */
export function readRecordings(value: unknown): AttemptRecordings | undefined {
  if (!isRecord(value) || !isRecord(value['setting']) || !Array.isArray(value['recordings'])) return undefined;
  return value as AttemptRecordings;
}

/** The recordings of an attempt and whether it is recorded now. */
export function loadRecordings(attempt: string): Promise<Outcome<AttemptRecordings>> {
  return request('GET', pathOf(attempt), readRecordings);
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
    if (response.ok) return { ok: true, value: text };
    const problem = readProblem(JSON.parse(text));
    if (problem) return { ok: false, problem, status: response.status };
  } catch {
    // Told as no answer.
  }
  return { ok: false, problem: { code: 'network', message: '', fix: '' }, status: 0 };
}
