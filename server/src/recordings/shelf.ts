import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { markerLabel, readRecordingName, type Recording, recordingLimits } from '@drydock/model';

/** A recording as it lies in the data folder. */
export type KeptRecording = Omit<Recording, 'running'>;

/** The recordings of all attempts, as files `<attempt>/<name>` of one folder. They outlive sandboxes and servers. */
export interface Shelf {
  list(attempt: string): Promise<KeptRecording[]>;
  /** Adds what a copy lacks; a copy is always the beginning of its recording. False when the attempt's limits do not let it in. */
  append(attempt: string, name: string, from: number, bytes: Uint8Array): Promise<boolean>;
  /** A recording up to its last whole line; undefined when there is none of this name. */
  read(attempt: string, name: string): Promise<Buffer | undefined>;
  /** Removes attempts whose newest recording is older than `keepMs`, then the oldest until all fit `mostBytes`; `living` ones stay. Answers those removed. */
  sweep(living: ReadonlySet<string>): Promise<string[]>;
}

/** The folder is made when something is kept; only the server's own user can read it. */
export function createShelf(options: { directory: string; keepMs: number; mostBytes: number }): Shelf {
  const { directory } = options;
  const folder = (attempt: string): string => {
    if (!/^[a-z0-9]{1,64}$/.test(attempt)) throw new Error(`${attempt} is no attempt`);
    return join(directory, attempt);
  };

  async function list(attempt: string): Promise<KeptRecording[]> {
    const names = await readdir(folder(attempt)).catch(() => []);
    const found = await Promise.all(
      names.map(async (name) => {
        const about = readRecordingName(name);
        return about ? [{ name, ...about, ...(await sizeOf(join(folder(attempt), name))) }] : [];
      }),
    );
    return found.flat().toSorted((one, other) => one.startedAt.localeCompare(other.startedAt));
  }

  /** The newest change and the size of an attempt's folder. */
  async function weigh(attempt: string): Promise<{ attempt: string; changedMs: number; bytes: number }> {
    const names = await readdir(folder(attempt)).catch(() => []);
    const stats = await Promise.all(names.map((name) => stat(join(folder(attempt), name))));
    return {
      attempt,
      changedMs: Math.max(0, ...stats.map(({ mtimeMs }) => mtimeMs)),
      bytes: stats.reduce((sum, { size }) => sum + size, 0),
    };
  }

  return {
    list,

    async append(attempt, name, from, bytes) {
      const kept = await list(attempt);
      const isNew = !kept.some((each) => each.name === name);
      const total = kept.reduce((sum, each) => sum + each.bytes, 0);
      if (isNew && kept.length >= recordingLimits.attemptFiles) return false;
      if (total + bytes.length > recordingLimits.attemptBytes) return false;
      await mkdir(folder(attempt), { recursive: true, mode: 0o700 });
      await using file = await open(join(folder(attempt), name), 'a', 0o600);
      const { size } = await file.stat();
      if (size !== from) throw new Error(`${name} has ${size} bytes, not ${from}`);
      await file.appendFile(bytes);
      return true;
    },

    async read(attempt, name) {
      if (!readRecordingName(name)) return undefined;
      const bytes = await readFile(join(folder(attempt), name)).catch(() => undefined);
      return bytes?.subarray(0, bytes.lastIndexOf(0x0a) + 1);
    },

    async sweep(living) {
      const names = await readdir(directory).catch(() => []);
      const ended = names.filter((name) => /^[a-z0-9]{1,64}$/.test(name));
      const weighed = (await Promise.all(ended.map(weigh))).toSorted((one, other) => one.changedMs - other.changedMs);
      let bytes = weighed.reduce((sum, each) => sum + each.bytes, 0);
      const removed: string[] = [];
      for (const each of weighed) {
        const isOld = Date.now() - each.changedMs > options.keepMs;
        if (living.has(each.attempt) || (!isOld && bytes <= options.mostBytes)) continue;
        await rm(folder(each.attempt), { recursive: true, force: true });
        bytes -= each.bytes;
        removed.push(each.attempt);
      }
      return removed;
    },
  };
}

/** How a recording's last line ends when it reached its largest size. No terminal can print it: quotes are escaped in what is recorded. */
const fullEnding = `,"m",${JSON.stringify(markerLabel({ type: 'full' }))}]`;
/** More than that line takes. */
const endingBytes = 256;

/** The size of a recording, and whether it ended at its largest. */
async function sizeOf(path: string): Promise<{ bytes: number; full: boolean }> {
  await using file = await open(path, 'r');
  const { size: bytes } = await file.stat();
  const { buffer, bytesRead } = await file.read({
    buffer: Buffer.alloc(endingBytes),
    position: Math.max(0, bytes - endingBytes),
  });
  const last = buffer.subarray(0, bytesRead).toString('utf8').split('\n').at(-2) ?? '';
  return { bytes, full: last.endsWith(fullEnding) };
}
