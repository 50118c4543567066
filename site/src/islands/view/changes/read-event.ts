import type { ViewEvent } from '@drydock/model';
import { readMessage } from '../../api/request.ts';

/** One message of the stream, unless it is the server's clock or an event this page does not know. */
export function readViewEvent(text: string): { now?: string; event?: ViewEvent } {
  return readMessage(text, isViewEvent);
}

function isViewEvent(value: Record<string, unknown>): value is Record<string, unknown> & ViewEvent {
  if (value['type'] === 'snapshot') return Array.isArray(value['objects']);
  if (value['type'] === 'change') return Array.isArray(value['upserted']) && Array.isArray(value['removed']);
  return value['type'] === 'status' && typeof value['status'] === 'string';
}
