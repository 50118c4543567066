import { createLine } from '../attempts/line.ts';

/** Lines by name: what is given to one name runs one after the other, and a name is forgotten as soon as nothing of it waits. */
export function createLines() {
  const lines = new Map<string, { readonly run: ReturnType<typeof createLine>; waiting: number }>();
  return {
    run: <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const line = lines.get(name) ?? { run: createLine(), waiting: 0 };
      lines.set(name, line);
      line.waiting += 1;
      const leave = (): void => {
        line.waiting -= 1;
        if (line.waiting === 0) lines.delete(name);
      };
      const done = line.run(work);
      done.then(leave, leave);
      return done;
    },
    /** The names of which something runs or waits. */
    names: (): string[] => [...lines.keys()],
  };
}
