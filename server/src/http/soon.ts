/** What work comes to when that is within `ms`; undefined while it goes on, and then its failure is not the caller's any more. */
export async function soon<T>(work: Promise<T>, ms: number): Promise<{ value: T } | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), ms);
  try {
    return await Promise.race([work.then((value) => ({ value })), late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
