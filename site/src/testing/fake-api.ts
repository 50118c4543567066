import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Attempt, AttemptEvent, ListedAttempt, Progress, Submission, Verdict } from '@drydock/model';
import { apply, newAttempt } from './fake-attempt.ts';
import { createFakePlayground, type FakePlayground } from './fake-playground.ts';
import { noteProgress } from './fake-progress.ts';
import { createFakeRecording, recordingsOf, type FakeRecording } from './fake-recording.ts';
import { solutionOf } from './fake-solution.ts';
import { createFakeView, type FakeView } from './fake-view.ts';
import { createGate } from './gate.ts';
import { readBody } from './read-body.ts';
import { serveFile } from './serve-file.ts';

/** A scripted API in front of a built site, for the tests of the pages: the test says what happens next. */
export interface FakeApi {
  readonly url: string;
  readonly attempt: Attempt | null;
  readonly progress: Progress;
  /** Every request of the API as `METHOD /path`. */
  readonly requests: string[];
  /** The addresses asked for that are not under the path of the site. */
  readonly strays: string[];
  /** The playground and the cells of lessons. */
  readonly playground: FakePlayground;
  /** The student's attempts at other labs. */
  readonly others: ListedAttempt[];
  /** How many pages follow the attempt now. */
  readonly streams: number;
  /** How far the clock of the server is ahead of that of this machine. */
  setAhead(ms: number): void;
  /** Whether Check and Submit are answered with 202 from now on; the test then tells the result as events. */
  judgeSlowly(slow: boolean): void;
  /** Changes the attempt and tells the page. */
  emit(event: AttemptEvent): void;
  /** Answers the next request of this kind with a problem. */
  failNext(request: string, status: number, code: string, message: string, fix: string): void;
  /** What Check and Submit find from now on. */
  judge(verdicts: Verdict[]): void;
  /** Cuts all event streams; with `isGone` the server refuses new ones until called with false. */
  cut(isGone: boolean): void;
  readonly recording: FakeRecording;
  /** What the cluster view is shown. */
  readonly view: FakeView;
  /** Loses the attempt, as a server whose data was removed. */
  forget(): void;
  close(): Promise<void>;
}

/** Serves `directory` and a fake of the API on a free port of 127.0.0.1, under the path `base`, as in `/k8s`; nothing else is served there. */
export async function serveFake(directory: string, lab: { id: string; points: number }, base = ''): Promise<FakeApi> {
  let attempt: Attempt | null = null;
  let isGone = false;
  let isSlow = false;
  let aheadMs = 0;
  let judged: Verdict[] = [];
  const view = createFakeView();
  const streams = new Set<WebSocket>();
  const sockets = new WebSocketServer({ noServer: true });
  const requests: string[] = [];
  const gate = createGate(base);
  const others: ListedAttempt[] = [];
  const failures = new Map<string, { status: number; body: unknown }>();
  const recording = createFakeRecording();
  const playground = createFakePlayground();
  const progress: Progress = { labs: {}, lessons: {}, quizzes: {}, last: null };

  const pointsOf = (verdicts: Verdict[]) =>
    verdicts.length > 0 && verdicts.every(({ outcome }) => outcome === 'pass')
      ? lab.points
      : verdicts.filter(({ outcome }) => outcome === 'pass').length;
  const emit = (event: AttemptEvent) => {
    attempt = apply(attempt, event);
    for (const stream of streams) stream.send(JSON.stringify(event));
  };
  const beginJudging = (judging: 'check' | 'submit') => {
    emit({ type: 'judging', judging, problem: null });
    return { status: 202, body: attempt };
  };
  const answer = async (
    method: string,
    path: string,
    body: Record<string, unknown>,
  ): Promise<{ status: number; body: unknown }> => {
    const now = new Date().toISOString();
    if (path === '/progress' && method === 'GET') return { status: 200, body: progress };
    if (path === '/progress') {
      noteProgress(progress, body, now);
      return { status: 200, body: progress };
    }
    const ofPlayground = playground.answer(method, path, body);
    if (ofPlayground) return ofPlayground;
    const other = others.find(({ id }) => path === `/attempts/${id}`);
    if (path === '/attempts' && method === 'GET')
      return {
        status: 200,
        body: [...others, ...(attempt && attempt.state !== 'ended' ? [{ ...attempt, holdsPlace: false }] : [])],
      };
    if (other && method === 'DELETE') {
      others.splice(others.indexOf(other), 1);
      return { status: 204, body: null };
    }
    if (path === '/attempts' && method === 'POST') {
      const from = typeof body['from'] === 'string' ? { from: body['from'] } : {};
      attempt = { ...newAttempt(lab, now), ...from };
      progress.labs[lab.id] = { best: null, ...progress.labs[lab.id], attempt: attempt.id };
      return { status: 201, body: attempt };
    }
    if (path === `/labs/${lab.id}/solution`) return solutionOf(Boolean(progress.labs[lab.id]?.best));
    if (!attempt || !path.startsWith(`/attempts/${attempt.id}`))
      return {
        status: 404,
        body: { code: 'attempt_unknown', message: 'There is no such attempt.', fix: 'Start the lab.' },
      };
    switch (`${method} ${path.slice(`/attempts/${attempt.id}`.length)}`) {
      case 'GET ':
        return { status: 200, body: attempt };
      case 'POST /extend':
        attempt = { ...attempt, expiresAt: new Date(Date.parse(attempt.expiresAt ?? now) + 3600_000).toISOString() };
        return { status: 200, body: attempt };
      case 'POST /check':
        if (isSlow) return beginJudging('check');
        emit({ type: 'verdicts', verdicts: judged, points: pointsOf(judged) });
        emit({ type: 'times', readyAt: attempt.readyAt, expiresAt: attempt.expiresAt, checkedAt: now });
        return { status: 200, body: attempt };
      case 'POST /submit': {
        if (isSlow) return beginJudging('submit');
        const submission: Submission = {
          id: 's1',
          attempt: attempt.id,
          at: now,
          points: pointsOf(judged),
          maxPoints: lab.points,
          verdicts: judged,
        };
        progress.labs[lab.id] = { ...progress.labs[lab.id], best: submission, attempt: attempt.id };
        emit({ type: 'submission', submission });
        return { status: 201, body: submission };
      }
      case 'POST /reset':
        attempt = { ...attempt, state: 'setup', verdicts: [], points: 0, steps: [] };
        emit({ type: 'attempt', attempt });
        return { status: 202, body: attempt };
      case 'POST /hints': {
        const verdict = attempt.verdicts.find(({ task, check }) => task === body['task'] && check === body['check']);
        const number = (verdict?.hints?.length ?? 0) + 1;
        const hints = [...(verdict?.hints ?? []), { en: `Hint number ${number}`, zh: `第 ${number} 条提示` }];
        if (verdict) emit({ type: 'verdicts', verdicts: [{ ...verdict, hints }], points: attempt.points });
        return { status: 200, body: { ...verdict, hints } };
      }
      case 'GET /terminals':
        return { status: 200, body: [] };
      case 'PUT /recordings':
        recording.setting = { on: body['on'] === true, input: body['input'] === true };
        return { status: 200, body: recordingsOf(recording) };
      case 'GET /recordings':
        return { status: 200, body: recordingsOf(recording) };
      case 'DELETE ':
        progress.labs[lab.id] = { best: null, ...progress.labs[lab.id], attempt: null };
        emit({ type: 'state', state: 'ended', problem: null });
        return { status: 204, body: null };
      default:
        return {
          status: 503,
          body: { code: 'sandbox_lost', message: 'The workspace does not answer.', fix: 'Reset the lab.' },
        };
    }
  };
  const server: Server = createServer((request, response) => {
    void (async () => {
      if (!gate.admits(request)) return void response.writeHead(404).end();
      const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
      if (!pathname.startsWith('/api/')) return serveFile(directory, pathname, response);
      const path = pathname.slice('/api'.length);
      if (path.endsWith('.cast'))
        return void response.writeHead(200, { 'content-type': 'application/x-asciicast' }).end(recording.text);
      if (path.endsWith('/view/object')) {
        view.asked.push(search);
        return void response.writeHead(200, { 'content-type': 'application/yaml' }).end(view.yaml);
      }
      const name = `${request.method} ${path}`;
      requests.push(name);
      const failure = [...failures].find(([pattern]) => name.includes(pattern));
      if (failure) failures.delete(failure[0]);
      if (!failure && /\/nodes(?:\/|$)/.test(path)) {
        const nodes = view.answerNodes(path, (await readBody(request))['state']);
        return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(nodes));
      }
      const { status, body } = failure?.[1] ?? (await answer(request.method ?? '', path, await readBody(request)));
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(status === 204 ? undefined : JSON.stringify(body));
      return undefined;
    })();
  });
  server.on('upgrade', (request, socket, head) => {
    if (!gate.admits(request)) return void socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    if (!isGone && view.upgrade(request, socket, head)) return;
    if (!isGone && request.url?.startsWith('/api/playgrounds/')) {
      sockets.handleUpgrade(request, socket, head, (stream) => playground.connect(stream));
      return;
    }
    if (isGone || !attempt || !request.url?.endsWith('/events'))
      return void socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (stream) => {
      streams.add(stream);
      stream.on('close', () => streams.delete(stream));
      stream.send(JSON.stringify({ type: 'attempt', attempt, now: new Date(Date.now() + aheadMs).toISOString() }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    get attempt() {
      return attempt;
    },
    progress,
    requests,
    strays: gate.strays,
    playground,
    others,
    get streams() {
      return streams.size;
    },
    setAhead: (ms) => void (aheadMs = ms),
    judgeSlowly: (slow) => void (isSlow = slow),
    recording,
    view,
    emit,
    failNext: (request, status, code, message, fix) =>
      void failures.set(request, { status, body: { code, message, fix } }),
    judge: (verdicts) => void (judged = verdicts),
    cut(gone) {
      isGone = gone;
      for (const stream of streams) stream.terminate();
    },
    forget() {
      attempt = null;
      progress.labs = {};
      for (const stream of streams) stream.terminate();
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
