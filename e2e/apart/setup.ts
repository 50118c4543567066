import { openDoors } from './doors.ts';

/** Opens the doors before the first test; what it returns closes them after the last. */
export default async function setup(): Promise<() => Promise<void>> {
  const doors = await openDoors((process.env['DRYDOCK_ADDRESSES'] ?? 'http://127.0.0.1:8080').split(','));
  return async () => doors[Symbol.asyncDispose]();
}
