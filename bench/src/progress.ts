/** How far a step is: a fraction from 0 to 1 when known, and a few words. */
export type Update = (state: { readonly fraction?: number | undefined; readonly note?: string | undefined }) => void;

/** Shows the work of a benchmark as titled steps; the command line draws them. */
export interface Progress {
  step<T>(title: string, work: (update: Update) => Promise<T>): Promise<T>;
}
