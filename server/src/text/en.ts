import type { AttemptState, Problem, Words } from '@drydock/model';

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

function howItEnded(ending: Ending): string {
  if (ending === 'full') return 'You had submitted it with full points.';
  if (ending === 'lost') return 'Its cluster was gone before, so there was nothing left to grade.';
  if (ending === 'ungraded') return 'Its cluster did not answer, so what was in it could not be graded.';
  return `What was in the cluster was graded: ${ending.points} of ${ending.maxPoints} points. The better result counts.`;
}

/** What the server tells a student, in English. Each text says what happened and what to do. */
export const en = {
  lost: (sandbox: string): Words => ({
    message: `The cluster of this attempt (${sandbox}) is gone: its containers were stopped or removed on this machine.`,
    fix: 'Press Reset to get a new cluster with the same start state. What you submitted is kept.',
  }),
  timeUp: (ending: Ending): Words => ({
    message: `The time was up, so this attempt has ended. ${howItEnded(ending)}`,
    fix: 'Start the lab again for a new cluster. What you submitted is kept.',
  }),
  ended: {
    message: 'This attempt was ended on a page of yours.',
    fix: 'Start the lab again for a new cluster. What you submitted is kept.',
  } as Words,
  forgotten: {
    message: 'This attempt had no cluster any more and nobody came back to it, so it was ended.',
    fix: 'Start the lab again for a new cluster. What you submitted is kept.',
  } as Words,
  labGone: (lab: string): Words => ({
    message: `The course no longer has the lab ${JSON.stringify(lab)}, so this attempt has ended.`,
    fix: 'Choose another lab on the course page. What you submitted is kept.',
  }),
  notReady: (state: AttemptState, problem: Problem | null): Words => ({
    message: `This attempt is ${state}, not ready.${problem ? ` ${problem.message}` : ''}`,
    fix: whatToDo[state],
  }),
  waking: {
    message: 'The cluster is still waking up.',
    fix: 'Try again in a moment.',
  } as Words,
  attemptUnknown: (id: string): Words => ({
    message: `You have no attempt ${JSON.stringify(id)}.`,
    fix: 'Open the lab page and press Start. An attempt belongs to the student who started it: a program must keep the session cookie.',
  }),
  noMoreTime: (extensions: number): Words => ({
    message:
      extensions === 0
        ? 'This course does not extend the time of a lab.'
        : `You have extended this attempt ${extensions} times already, and there is no more time to give.`,
    fix: 'Submit what you have. Reset or a new start gives you time again.',
  }),
  calledOff: {
    message: 'The attempt was reset or ended while it was read.',
    fix: 'Try again once it is ready.',
  } as Words,
  readTooLong: (minutes: number): Words => ({
    message: `Reading the cluster took longer than ${minutes} minutes.`,
    fix: 'Try again; if it takes as long again, press Reset.',
  }),

  labUnknown: (lab: string, labs: readonly string[]): Words => ({
    message: `There is no lab ${JSON.stringify(lab)}.`,
    fix: `The labs are ${labs.join(', ')}; GET /api/labs lists them.`,
  }),
  noLabs: { message: 'No lab could be read.', fix: 'Run `npx drydock lab lint`, then start again.' } as Words,
  noMoreHints: (check: string): Words => ({
    message: `Check ${check} has no more hints.`,
    fix: 'Compare expected and actual, or read the lesson again.',
  }),
  checkUnknown: (lab: string, check: string, checks: readonly string[]): Words => ({
    message: `Lab ${lab} has no check ${JSON.stringify(check)}.`,
    fix: `Its checks are ${checks.join(', ')}.`,
  }),
  noNodeShell: (lab: string): Words => ({
    message: `Lab ${lab} has no node shell.`,
    fix: 'Open a workspace terminal.',
  }),
  solutionLocked: (lab: string, policy: 'submitted' | 'full' | 'never'): Words => ({
    message: `The solution of ${lab} is still locked.`,
    fix: {
      submitted: 'Submit the lab, with whatever points it has; you can go on afterwards.',
      full: 'It is shown once you have submitted the lab with full points. Until then the hints of each check lead there.',
      never: 'This course does not show solutions. The hints of each check lead there.',
    }[policy],
  }),
  submissionUnknown: (id: string): Words => ({
    message: `There is no submission ${JSON.stringify(id)} of yours.`,
    fix: 'GET /api/attempts/:id tells the id of its latest submission.',
  }),
  recordingByCourse: (isOn: boolean): Words => ({
    message: `Whether terminals are recorded is decided by the course; it is ${isOn ? 'on' : 'off'}.`,
    fix: 'Ask whoever runs this course. The page shows what is recorded.',
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
    fix: `Try again; if it stays, look for ${id} in server.log (in the data directory) and report it.`,
  }),
  nothingAt: (path: string): Words => ({
    message: `There is nothing at ${path}.`,
    fix: 'GET /api/openapi.json lists every route.',
  }),
  noWebSocketAt: (path: string): Words => ({
    message: `There is no WebSocket at ${path}.`,
    fix: 'POST /api/attempts/{id}/terminals returns the address of a terminal; /api/attempts/{id}/events has the events.',
  }),
  notAnAttempt: (id: string): Words => ({
    message: `${JSON.stringify(id)} is not an attempt.`,
    fix: 'Open the lab page.',
  }),
  wrongMethod: (path: string, method: string, allow: string): Words => ({
    message: `${path} does not take ${method}.`,
    fix: `It takes ${allow}.`,
  }),
  bodyTooLarge: { message: 'The request body is larger than 64 KiB.', fix: 'Send less in one request.' } as Words,
  headersTooLarge: {
    message: 'The request headers are too large.',
    fix: 'Clear the cookies of this address and try again.',
  } as Words,
  notJsonType: {
    message: 'The request body is not JSON by its Content-Type.',
    fix: 'Send the header "content-type: application/json".',
  } as Words,
  notJson: (why: string): Words => ({
    message: `The request body is not valid JSON: ${why}`,
    fix: 'Send one JSON object.',
  }),
  notHttp: { message: 'This is not an HTTP/1.1 request.', fix: 'Open the address in a browser.' } as Words,
  addressUnreadable: (why: string): Words => ({
    message: `The address cannot be read: ${why}`,
    fix: 'Check its percent-encoding.',
  }),
  refusedByServer: (why: string): Words => ({ message: why, fix: 'See /api/openapi.json for what this route takes.' }),
  invalid: (what: 'address' | 'request body', findings: readonly string[]): Words => ({
    message: `The ${what} is not valid: ${findings.join('; ')}`,
    fix: 'See /api/openapi.json for what this route takes.',
  }),
  foreignName: (host: string): Words => ({
    message: `This server does not answer to the name ${JSON.stringify(host)}.`,
    fix: 'Open it by the address it printed at start, or add the address you use to DRYDOCK_ORIGINS (http://name:port).',
  }),
  foreignPage: (from: string, host: string): Words => ({
    message: `A page of another address (${from}) asked for this.`,
    fix: `Use the page at http://${host}/, or add the other address to DRYDOCK_ORIGINS.`,
  }),
};
