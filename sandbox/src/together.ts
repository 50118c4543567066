type Work<Result> = (signal: AbortSignal) => Promise<Result>;

/** Runs works side by side; the first failure calls off the others, and it rejects only when all have ended, so that nothing goes on behind the back. */
export async function together<Results extends readonly unknown[]>(
  signal: AbortSignal,
  works: { readonly [Index in keyof Results]: Work<Results[Index]> },
): Promise<Results> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  let first: { error: unknown } | undefined;
  const settled = await Promise.allSettled(
    works.map(async (work) => {
      try {
        return await work(either);
      } catch (error) {
        first ??= { error };
        failure.abort(error);
        throw error;
      }
    }),
  );
  if (first) throw first.error;
  return settled.map((result) => (result.status === 'fulfilled' ? result.value : undefined)) as unknown as Results;
}
