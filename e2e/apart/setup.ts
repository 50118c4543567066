import { addresses } from '../addresses.ts';
import { openDoors } from './doors.ts';

/** Opens the doors before the first test; what it returns closes them after the last. */
export default async function setup(): Promise<() => Promise<void>> {
  const doors = await openDoors(addresses);
  return async () => doors[Symbol.asyncDispose]();
}
