import type { CellRun, KeptCell, Playground, PlaygroundEvent } from '@drydock/model';
import { has, readAs, readMessage } from './request.ts';

/** A playground, told by the fields the page cannot do without. */
export function readPlayground(value: unknown): Playground | undefined {
  return readAs(
    value,
    (each): each is Playground => has(each, 'id', 'profile', 'state', 'steps') && Array.isArray(each['steps']),
  );
}

/** The student's playgrounds, without those that cannot be read. */
export function readPlaygrounds(value: unknown): Playground[] | undefined {
  return Array.isArray(value) ? value.flatMap((each: unknown) => readPlayground(each) ?? []) : undefined;
}

/** One run of a cell. */
export function readRun(value: unknown): CellRun | undefined {
  return readAs(value, (each): each is CellRun => has(each, 'id', 'lesson', 'cell', 'playground', 'source', 'state'));
}

/** What the server keeps of a lesson's cells. */
export function readKept(value: unknown): KeptCell[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter(
    (each): each is KeptCell =>
      has(each, 'cell', 'edited', 'run', 'output') &&
      Array.isArray(each['output']) &&
      (each['run'] === null || readRun(each['run']) !== undefined),
  );
}

/** One message of a playground's stream: the server's clock, and the event unless it is one this page does not know. */
export function readPlaygroundEvent(text: string): { now?: string; event?: PlaygroundEvent } {
  return readMessage(text, isEvent);
}

function isEvent(value: Record<string, unknown>): value is Record<string, unknown> & PlaygroundEvent {
  switch (value['type']) {
    case 'playground':
      return readPlayground(value['playground']) !== undefined && Array.isArray(value['runs']);
    case 'state':
      return typeof value['state'] === 'string';
    case 'step':
      return has(value['step'], 'id', 'state');
    case 'times':
      return has(value, 'readyAt', 'expiresAt', 'extensionsLeft');
    case 'run':
      return readRun(value['run']) !== undefined;
    case 'output':
      return (
        typeof value['run'] === 'string' && typeof value['offset'] === 'number' && typeof value['text'] === 'string'
      );
    default:
      return false;
  }
}
