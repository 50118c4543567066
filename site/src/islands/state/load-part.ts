/** How long to wait before a part is asked for again (ms): a network is whole again after a second. */
const waitsMs = [300, 1000, 3000];

/**
 * Loads a part of the page's script. Chromium cuts requests when a network of the machine changes, as it does whenever Docker makes a cluster's, and
 * remembers the failure; so the part is asked for again, the last times under another address. Rejects with the first error when it stays away.
 */
export async function loadPart<T>(load: () => Promise<T>, waits: readonly number[] = waitsMs): Promise<T> {
  let first: unknown;
  for (const waitMs of [0, ...waits]) {
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    try {
      return await (first === undefined ? load() : loadFrom(load, addressIn(first)));
    } catch (error) {
      first ??= error;
    }
  }
  throw first;
}

/** The address of the part that could not be loaded, from the browser's message. */
function addressIn(error: unknown): string | undefined {
  return error instanceof Error ? /https?:\/\/\S+\.js/u.exec(error.message)?.[0] : undefined;
}

/** Asks again, and if the browser remembers that it failed, under an address it has not seen. */
async function loadFrom<T>(load: () => Promise<T>, address: string | undefined): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (address === undefined) throw error;
    return import(/* @vite-ignore */ `${address}?again=${Date.now()}`);
  }
}
