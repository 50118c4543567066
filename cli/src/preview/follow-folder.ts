import { once } from 'node:events';
import { watch } from 'node:fs/promises';
import { CourseError } from '@drydock/model';

const settleMs = 150;

/** Calls `onChange` after each burst of changes below a folder, one call at a time, until `signal` aborts. */
export async function followFolder(folder: string, signal: AbortSignal, onChange: () => Promise<void>): Promise<void> {
  let wake = Promise.withResolvers<void>();
  const follow = async (): Promise<void> => {
    for await (const _ of watch(folder, { recursive: true, signal })) wake.resolve();
  };
  const followed = follow().catch((cause: unknown) => {
    if (signal.aborted) return;
    throw new CourseError('not_found', `${folder} can no longer be watched.`, 'Start the preview again.', { cause });
  });
  const stopped = once(signal, 'abort').catch(() => undefined);
  while (!signal.aborted) {
    await Promise.race([wake.promise, stopped, followed]);
    if (signal.aborted) break;
    await Promise.race([new Promise((resolve) => setTimeout(resolve, settleMs)), stopped]);
    wake = Promise.withResolvers<void>();
    await onChange();
  }
}
