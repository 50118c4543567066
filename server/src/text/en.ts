import type { AttemptState, Problem, Words } from '@drydock/model';
import { playgrounds } from './playgrounds-en.ts';
import { resume } from './resume-en.ts';

/** What became of the cluster's content when the time was up. */
export type Ending = { points: number; maxPoints: number } | 'full' | 'lost' | 'ungraded';

const waitForCluster = 'Wait until its cluster is ready; the page shows the steps.';
const whatToDo: Readonly<Record<AttemptState, string>> = {
  queued: waitForCluster,
  starting: waitForCluster,
  setup: 'Wait until its start state is applied; the page shows the steps.',
  ready: 'Try again in a moment.',
  ended: 'Start the lab again for a new attempt.',
  failed: 'Press Reset to try again with a new cluster.',
  lost: 'Press Reset to get a new cluster with the same start state.',
};

const stateNames: Readonly<Record<AttemptState, string>> = {
  queued: 'it is waiting for a cluster',
  starting: 'its cluster is starting',
  setup: 'its start state is being applied',
  ready: 'it has only just got its cluster',
  ended: 'it has ended',
  failed: 'its start failed',
  lost: 'its cluster is gone',
};

function howItEnded(ending: Ending): string {
  if (ending === 'full') return 'You had already submitted it with full points.';
  if (ending === 'lost') return 'Its cluster was already gone, so there was nothing to grade.';
  if (ending === 'ungraded') return 'Its cluster did not respond, so it could not be graded.';
  return `Your cluster was graded first: ${ending.points} of ${ending.maxPoints} points. Your best result counts.`;
}

/** What the server tells a student, in English. Each text says what happened and what to do. */
export const en = {
  lost: (sandbox: string): Words => ({
    message: `The cluster of this attempt (${sandbox}) is gone: its containers were stopped or removed on this machine.`,
    fix: 'Press Reset to get a new cluster with the same start state. What you submitted is kept.',
  }),
  stopped: {
    message: 'Docker was restarted on this machine, and your cluster stopped with it. It is being started again.',
    fix: 'Wait about half a minute. Your files and all objects are kept; what ran in your terminals has ended.',
  } satisfies Words,
  timeUp: (ending: Ending): Words => ({
    message: `Time ran out, so this attempt has ended. ${howItEnded(ending)}`,
    fix: 'Start the lab again for a new cluster. What you submitted is kept.',
  }),
  ended: {
    message: 'You ended this attempt, maybe in another tab.',
    fix: 'Start the lab again for a new cluster. What you submitted is kept.',
  } satisfies Words,
  forgotten: {
    message: 'This attempt had lost its cluster and you did not come back for a long time, so it was ended.',
    fix: 'Start the lab again for a new cluster. What you submitted is kept.',
  } satisfies Words,
  labGone: (lab: string): Words => ({
    message: `The course no longer has the lab ${JSON.stringify(lab)}, so this attempt has ended.`,
    fix: 'Choose another lab on the course page. What you submitted is kept.',
  }),
  notReady: (state: AttemptState, problem: Problem | null): Words => ({
    message: `This attempt is not ready: ${stateNames[state]}.${problem ? ` ${problem.message}` : ''}`,
    fix: whatToDo[state],
  }),
  waking: {
    message: 'The cluster is still waking up.',
    fix: 'Try again in a moment.',
  } satisfies Words,
  attemptUnknown: (id: string): Words => ({
    message: `You have no attempt ${JSON.stringify(id)}.`,
    fix: 'Open the lab page and press Start lab. An attempt belongs to the student who started it, so a program must send the session cookie.',
  }),
  noMoreTime: (extensions: number): Words => ({
    message:
      extensions === 0
        ? 'This course does not allow extra time.'
        : `You have already extended this attempt ${extensions === 1 ? 'once' : `${extensions} times`}, which is the limit.`,
    fix: 'Submit what you have. A reset or a new start gives you the full time again.',
  }),
  ...playgrounds,
  ...resume,
  calledOff: {
    message: 'The attempt was reset or ended before grading had finished.',
    fix: 'Try again once it is ready.',
  } satisfies Words,
  readTooLong: (minutes: number): Words => ({
    message: `Reading the cluster took longer than ${minutes} minutes.`,
    fix: 'Try again; if it is still this slow, press Reset.',
  }),

  labUnknown: (lab: string, labs: readonly string[]): Words => ({
    message: `There is no lab ${JSON.stringify(lab)}.`,
    fix: `The labs are ${labs.join(', ')}; GET /api/labs lists them.`,
  }),
  noLabs: {
    message: 'None of the labs could be read.',
    fix: 'Run `npx drydock lab lint` to see why, fix it, and start again.',
  } satisfies Words,
  noMoreHints: (check: string): Words => ({
    message: `Check ${check} has no more hints.`,
    fix: 'Compare what was expected with what was found, or read the lesson again.',
  }),
  checkUnknown: (lab: string, check: string, checks: readonly string[]): Words => ({
    message: `Lab ${lab} has no check ${JSON.stringify(check)}.`,
    fix: `Its checks are ${checks.join(', ')}.`,
  }),
  noNodeShell: (lab: string): Words => ({
    message: `Lab ${lab} has no node shell.`,
    fix: 'Open a workspace terminal.',
  }),
  notAllowed: (action: string): Words => ({
    message: `Your role does not allow this (${action}).`,
    fix: 'Ask whoever runs this course for the role.',
  }),
  solutionLocked: (lab: string, policy: 'submitted' | 'full' | 'never'): Words => ({
    message: `The solution of ${lab} is locked.`,
    fix: {
      submitted: 'Submit the lab first, with any number of points; you can carry on afterwards.',
      full: 'You can see it once you have submitted the lab with full points. Until then, use the hints of each check.',
      never: 'This course does not show solutions. Use the hints of each check.',
    }[policy],
  }),
  submissionUnknown: (id: string): Words => ({
    message: `You have no submission ${JSON.stringify(id)}.`,
    fix: 'GET /api/attempts/:id shows the id of its latest submission.',
  }),
  recordingByCourse: (isOn: boolean): Words => ({
    message: `The course decides whether terminals are recorded; recording is ${isOn ? 'on' : 'off'}.`,
    fix: 'Ask your teacher if you want that changed. The page shows what is recorded.',
  }),
  recordingUnknown: (name: string, attempt: string): Words => ({
    message: `There is no recording ${JSON.stringify(name)} of attempt ${attempt}.`,
    fix: `GET /api/attempts/${attempt}/recordings lists them; old ones are removed.`,
  }),
  diskFull: (path: string): Words => ({
    message: `The disk is full: ${path} could not be written.`,
    fix: 'Free some disk space (npx drydock doctor shows how much is needed), then try again. What was stored before is kept.',
  }),
  internal: (id: string): Words => ({
    message: `Something went wrong in Drydock itself (error ${id}).`,
    fix: `Try again; if it keeps happening, look for ${id} in server.log (in the data directory) and report it.`,
  }),
  nothingAt: (path: string): Words => ({
    message: `There is nothing at ${path}.`,
    fix: 'GET /api/openapi.json lists every route.',
  }),
  outside: (path: string, base: string): Words => ({
    message: `There is nothing at ${path}: this Drydock is served under ${base}.`,
    fix: `Open ${base}. A proxy before it has to pass on the whole path, ${base} too.`,
  }),
  noWebSocketAt: (path: string): Words => ({
    message: `There is no WebSocket at ${path}.`,
    fix: 'POST /api/attempts/{id}/terminals returns the address of a terminal; the events are at /api/attempts/{id}/events.',
  }),
  objectGone: (kind: string, name: string): Words => ({
    message: `The cluster has no ${kind} ${JSON.stringify(name)} any more.`,
    fix: 'Look at the objects that are there now.',
  }),
  notAnId: (id: string): Words => ({
    message: `${JSON.stringify(id)} is not the id of an attempt or of a playground.`,
    fix: 'Open the page of the lab or of the lesson.',
  }),
  wrongMethod: (path: string, method: string, allow: string): Words => ({
    message: `${path} does not accept ${method}.`,
    fix: `It accepts ${allow}.`,
  }),
  bodyTooLarge: (kibibytes: number): Words => ({
    message: `The request body is larger than ${kibibytes} KiB.`,
    fix: 'Send less in one request.',
  }),
  headersTooLarge: {
    message: 'The request headers are too large.',
    fix: 'Clear the cookies of this address and try again.',
  } satisfies Words,
  notJsonType: {
    message: 'The Content-Type says that the request body is not JSON.',
    fix: 'Send the header "content-type: application/json".',
  } satisfies Words,
  notJson: (why: string): Words => ({
    message: `The request body is not valid JSON: ${why}`,
    fix: 'Send one JSON object.',
  }),
  notHttp: { message: 'This is not an HTTP/1.1 request.', fix: 'Open the address in a browser.' } satisfies Words,
  addressUnreadable: (why: string): Words => ({
    message: `The address cannot be read: ${why}`,
    fix: 'Check its percent-encoding.',
  }),
  refusedByServer: (why: string): Words => ({
    message: why,
    fix: 'See /api/openapi.json for what this route accepts.',
  }),
  invalid: (what: 'address' | 'request body', findings: readonly string[]): Words => ({
    message: `The ${what} is not valid: ${findings.join('; ')}`,
    fix: 'See /api/openapi.json for what this route accepts.',
  }),
  foreignName: (host: string): Words => ({
    message: `This server does not answer to the name ${JSON.stringify(host)}.`,
    fix: 'Open it at the address it printed at startup, or add the address you use to DRYDOCK_ORIGINS (http://name:port).',
  }),
  foreignPage: (from: string, own: string): Words => ({
    message: `This request came from a page at another address (${from}).`,
    fix: `Use the page at ${own}/, or add the other address to DRYDOCK_ORIGINS.`,
  }),
};
