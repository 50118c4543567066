import { stripVTControlCharacters } from 'node:util';
import { startStep } from '@drydock/host';
import type { OnStep, Step } from '@drydock/model';

/** Reports how far a step is: a fraction from 0 to 1 when known, and a few words on what is being done. */
export type Update = (state: { readonly fraction?: number | undefined; readonly note?: string | undefined }) => void;

/** Shows long work as steps: what is done, how far it is and how long it has taken. */
export interface Progress {
  /** Draws one step as it is reported; a cached one passes silently. */
  readonly show: OnStep;
  /** Runs one step and shows it until it ends; steps may run side by side. */
  step<T>(title: string, work: (update: Update) => Promise<T>): Promise<T>;
  /** Prints a line that stays above the running steps. */
  line(text: string): void;
}

/** Formats a duration as `0.4 s`, `12 s` or `3 m 05 s`. */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} m ${String(whole % 60).padStart(2, '0')} s`;
}

/** A live list of the running steps on a terminal; plain lines, one per step at most every ten seconds, anywhere else. */
export function createProgress(output: NodeJS.WriteStream = process.stderr): Progress {
  const { show, line } = output.isTTY ? createLive(output) : createPlain(output);
  let count = 0;
  const step = async <T>(title: string, work: (update: Update) => Promise<T>): Promise<T> => {
    const report = startStep(show, `cli-${(count += 1)}`, title);
    try {
      const value = await work(({ fraction, note }) => {
        const percent = fraction === undefined ? [] : [`${Math.round(fraction * 100)} %`];
        report('running', [...percent, ...(note ? [note] : [])].join(' · '));
      });
      report('done');
      return value;
    } catch (error) {
      report('failed');
      throw error;
    }
  };
  return { show, line, step };
}

type Display = Pick<Progress, 'show' | 'line'>;

function createPlain(output: NodeJS.WriteStream): Display {
  const saidAt = new Map<string, number>();
  const line = (text: string): void => void output.write(`${text}\n`);
  return {
    line,
    show(step) {
      if (step.state === 'cached') return;
      const last = saidAt.get(step.id);
      if (step.state === 'running' && last !== undefined && Date.now() - last < 10_000) return;
      saidAt.set(step.id, Date.now());
      line(describe(step));
      if (step.state !== 'running') saidAt.delete(step.id);
    },
  };
}

function createLive(output: NodeJS.WriteStream): Display {
  const running = new Map<string, { step: Step; startedAt: number }>();
  let drawn = 0;
  let timer: NodeJS.Timeout | undefined;
  const clear = (): void => {
    if (drawn > 0) output.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };
  const draw = (): void => {
    clear();
    for (const { step, startedAt } of running.values()) {
      const text = describe({ ...step, seconds: (Date.now() - startedAt) / 1000 });
      output.write(`${text.slice(0, Math.max(20, output.columns - 1))}\n`);
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
    show(step) {
      if (step.state === 'running') {
        const startedAt = running.get(step.id)?.startedAt ?? Date.now() - (step.seconds ?? 0) * 1000;
        running.set(step.id, { step, startedAt });
        timer ??= setInterval(draw, 200).unref();
        draw();
        return;
      }
      running.delete(step.id);
      if (step.state !== 'cached') line(describe(step));
      if (running.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}

const marks = { running: '…', done: '✓', failed: '✗', cached: '✓' } as const;

/** One line for one step, as both displays print it. */
export function describe(step: Step): string {
  const time = formatDuration(step.seconds ?? 0);
  const detail = step.detail ? ` · ${stripVTControlCharacters(step.detail).trim()}` : '';
  if (step.state !== 'running') return `${marks[step.state]} ${step.title} (${time})${detail}`;
  return `${marks.running} ${step.title}${step.seconds === undefined || step.seconds < 1 ? '' : ` · ${time}`}${detail}`;
}
