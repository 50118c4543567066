import { addresses } from '../addresses.ts';
import { isApart } from '../browser.ts';
import { openDoors } from './doors.ts';

/** Opens the doors before the first test, where browsers are apart; what it returns closes them after the last. */
export default async function setup(): Promise<() => Promise<void>> {
  if (!isApart) return () => Promise.resolve();
  const doors = await openDoors(addresses);
  return async () => doors[Symbol.asyncDispose]();
}
