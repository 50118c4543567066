import { type IncomingMessage, request } from 'node:http';
import type { Dial } from '@drydock/host';
import { type CellOutput, CourseError, type ShellRun, ShellRunLine } from '@drydock/model';
import { connectionBy } from './connection.ts';

/**
 * Reads the stream of a run until the run is over, and resolves with it. Rejects with `sandbox_lost` when the stream ends
 * before, and with the signal's reason when that aborts.
 */
export async function followRun(
  agent: Dial,
  path: string,
  options: {
    readonly signal: AbortSignal;
    readonly onPiece: (piece: Omit<CellOutput, 'run'>) => void;
    readonly onStart?: (run: ShellRun) => void;
    readonly refusalOf: (status: number, said: string) => CourseError;
  },
): Promise<ShellRun> {
  const { signal, onPiece, onStart, refusalOf } = options;
  signal.throwIfAborted();
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ host: 'agent', createConnection: connectionBy(agent), path, signal }, resolve)
        .on('error', reject)
        .end();
    });
    response.setEncoding('utf8');
    if (response.statusCode !== 200) {
      let said = '';
      for await (const part of response) said += String(part);
      throw refusalOf(response.statusCode ?? 0, said);
    }
    for await (const text of linesOf(response)) {
      const line = ShellRunLine.parse(JSON.parse(text));
      if (line.type === 'output') onPiece({ offset: line.offset, text: line.text });
      else if (line.type === 'begin') onStart?.(line.run);
      else return line.run;
    }
    throw new Error('the stream of the run ended before the run');
  } catch (error) {
    if (error instanceof CourseError) throw error;
    signal.throwIfAborted();
    throw new CourseError(
      'sandbox_lost',
      `The workspace does not answer (${error instanceof Error ? error.message : String(error)}).`,
      'Wait a moment and try again; reset the playground if it stays away.',
      { cause: error },
    );
  }
}

async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  let rest = '';
  for await (const part of response) {
    const lines = (rest + String(part)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
