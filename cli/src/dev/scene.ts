import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** How a simulated check looks: the outcomes of a real one, and the two ways a failure can be explained. */
export const Look = z.enum(['missing', 'wrong', 'waiting', 'crash', 'unknown', 'pass']);
export type Look = z.infer<typeof Look>;

/** What the developer has set: the look of each check (`lab/task/check`), and what goes wrong today. */
export const Scene = z.object({
  looks: z.record(z.string(), Look).default({}),
  /** Seconds that making a cluster takes. */
  startSeconds: z.number().min(0).max(600).default(3),
  /** Seconds that Check and Submit take. */
  checkSeconds: z.number().min(0).max(600).default(1),
  isDockerDown: z.boolean().default(false),
  doesStartFail: z.boolean().default(false),
  isApiDown: z.boolean().default(false),
});
export type Scene = z.infer<typeof Scene>;

/** The scene of a development server; it is kept in a file, so that it survives a restart after an edit. */
export interface Stage {
  readonly scene: Scene;
  /** Merges `change` into the scene; rejects what is not one. */
  change(change: object): Promise<void>;
  /** Calls back after each change until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** Opens the scene kept in `file`; one that cannot be read begins fresh. */
export function openStage(file: string): Stage {
  let scene = read(file);
  const listeners = new Set<() => void>();
  return {
    get scene() {
      return scene;
    },
    async change(change) {
      scene = Scene.parse({ ...scene, ...change });
      await writeFile(file, JSON.stringify(scene));
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function read(file: string): Scene {
  try {
    return Scene.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return Scene.parse({});
  }
}
