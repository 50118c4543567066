import { stripVTControlCharacters } from 'node:util';

/** Tells how far a step is: a fraction from 0 to 1 when it is known, and a few words on what is being done. */
export type Update = (state: { readonly fraction?: number | undefined; readonly note?: string | undefined }) => void;

/** Shows long work as steps: what is done, how far it is and how long it has taken. */
export interface Progress {
  /** Runs one step and shows it until it ends; steps may nest and may run side by side. */
  step<T>(title: string, work: (update: Update) => Promise<T>): Promise<T>;
  /** Prints a line that stays above the running steps. */
  line(text: string): void;
}

interface Shown {
  readonly title: string;
  readonly startedAt: number;
  fraction?: number | undefined;
  note?: string | undefined;
}

/** Formats a duration as `0.4 s`, `12 s` or `3 m 05 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} m ${String(whole % 60).padStart(2, '0')} s`;
}

/** A live list of the running steps on a terminal; plain lines, each at most every ten seconds, anywhere else. */
export function createProgress(output: NodeJS.WriteStream = process.stderr): Progress {
  return output.isTTY ? createLive(output) : createPlain(output);
}

function createPlain(output: NodeJS.WriteStream): Progress {
  return {
    line: (text) => void output.write(`${text}\n`),
    async step(title, work) {
      const startedAt = Date.now();
      let saidAt = startedAt;
      output.write(`… ${title}\n`);
      const update: Update = (state) => {
        if (Date.now() - saidAt < 10_000) return;
        saidAt = Date.now();
        output.write(`… ${describe({ title, startedAt, ...state })}\n`);
      };
      return finish(
        title,
        startedAt,
        (text) => void output.write(`${text}\n`),
        () => work(update),
      );
    },
  };
}

function createLive(output: NodeJS.WriteStream): Progress {
  const running = new Set<Shown>();
  let drawn = 0;
  let timer: NodeJS.Timeout | undefined;
  const clear = (): void => {
    if (drawn > 0) output.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };
  const draw = (): void => {
    clear();
    for (const step of running) {
      output.write(`${`… ${describe(step)}`.slice(0, Math.max(20, output.columns - 1))}\n`);
      drawn += 1;
    }
  };
  const line = (text: string): void => {
    clear();
    output.write(`${text}\n`);
    draw();
  };
  return {
    line,
    async step(title, work) {
      const shown: Shown = { title, startedAt: Date.now() };
      running.add(shown);
      timer ??= setInterval(draw, 200).unref();
      draw();
      const done = (text: string): void => {
        running.delete(shown);
        line(text);
        if (running.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
      return finish(title, shown.startedAt, done, () => work((state) => Object.assign(shown, state)));
    },
  };
}

async function finish<T>(
  title: string,
  startedAt: number,
  say: (text: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  try {
    const value = await work();
    say(`✓ ${title} (${formatDuration(Date.now() - startedAt)})`);
    return value;
  } catch (error) {
    say(`✗ ${title} (${formatDuration(Date.now() - startedAt)})`);
    throw error;
  }
}

function describe(step: Shown): string {
  const percent = step.fraction === undefined ? '' : ` ${Math.round(step.fraction * 100)} %`;
  const note = step.note === undefined ? '' : ` · ${stripVTControlCharacters(step.note).trim()}`;
  return `${step.title}${percent} · ${formatDuration(Date.now() - step.startedAt)}${note}`;
}
