import type { Words } from '@drydock/model';

/** Why an API server could not be reached. */
export type Obstacle =
  | 'authority'
  | 'otherName'
  | 'expired'
  | 'notYetValid'
  | 'clientCertificate'
  | 'noTls'
  | 'refused'
  | 'unknownName'
  | 'noRoute'
  | 'cut';

/** An obstacle in words; `fix` only where trying again does not help. */
export interface ObstacleWords {
  readonly why: string;
  readonly fix?: string;
}

const tryAgain = 'Try again in a moment. If that does not help, reset the lab.';

const obstacles: Readonly<Record<Obstacle, ObstacleWords>> = {
  authority: {
    why: 'its certificate is not signed by an authority that the kubeconfig names',
    fix: "Set certificate-authority-data to the cluster's own authority, or insecure-skip-tls-verify: true if you trust the network path.",
  },
  otherName: {
    why: 'its certificate is for other names than this address',
    fix: 'Set tls-server-name to a name in the certificate, or use an address that is in it.',
  },
  expired: {
    why: 'its certificate has expired',
    fix: "Renew the cluster's certificate, and check the clock of this machine.",
  },
  notYetValid: {
    why: 'its certificate is not valid yet',
    fix: 'Compare the clock of this machine with the real time.',
  },
  clientCertificate: {
    why: 'it does not accept the client certificate of the kubeconfig',
    fix: 'Set client-certificate and client-key to those of a user of this cluster.',
  },
  noTls: {
    why: 'the server at that port does not use TLS',
    fix: 'Check server: and proxy-url: in the kubeconfig: is the port right, and is it https or http?',
  },
  refused: { why: 'nothing listens on that port (ECONNREFUSED)' },
  unknownName: { why: 'this machine cannot resolve its name' },
  noRoute: { why: 'this machine has no route to it' },
  cut: { why: 'the connection was cut' },
};

/** The Kubernetes client's messages to students, in English. */
export const en = {
  unknownKind: (apiVersion: string, kind: string): Words => ({
    message: `This cluster does not know ${apiVersion}/${kind}.`,
    fix: 'Use a cluster of the course version.',
  }),
  versionNotServed: (object: string, apiVersion: string, definition: string, served: readonly string[]): Words => {
    const [group, version] = apiVersion.split('/');
    return {
      message: `${object} is of ${apiVersion}, and its CustomResourceDefinition ${definition} serves ${served.join(', ') || 'no version'}.`,
      fix: `Write apiVersion: ${group}/${served[0] ?? 'v1'}, or serve ${version} too.`,
    };
  },
  answerTooLarge: (path: string): Words => ({
    message: `The answer to ${path} is too large to read.`,
    fix: 'Remove what the lab does not ask for.',
  }),
  watchedTooLarge: (limitBytes: number): Words => ({
    message: `A watched object is larger than ${limitBytes} bytes.`,
    fix: 'Make it smaller.',
  }),
  refused: (path: string, status: number, reason: string): Words => ({
    message: `The API server answered ${status} to ${path}: ${reason}`,
    fix: tryAgain,
  }),
  slowRequest: (method: string, path: string, seconds: number): Words => ({
    message: `${method} ${path} took longer than ${seconds} s.`,
    fix: tryAgain,
  }),
  slowAnswer: (path: string, seconds: number): Words => ({
    message: `The answer to ${path} took longer than ${seconds} s.`,
    fix: tryAgain,
  }),
  calledOff: { message: 'The request was cancelled.', fix: 'Start it again.' } satisfies Words,
  execCut: (pod: string): Words => ({ message: `The connection into Pod ${pod} was cut.`, fix: tryAgain }),
  slowExec: (command: string, pod: string, seconds: number): Words => ({
    message: `${command} in Pod ${pod} took longer than ${seconds} s.`,
    fix: tryAgain,
  }),
  noCommands: (container: string, pod: string, reason: string): Words => ({
    message: `The container ${container} of Pod ${pod} does not accept commands: ${reason}.`,
    fix: 'See why with kubectl describe pod.',
  }),
  unreachable: (server: string, obstacle: Obstacle | undefined, raw: string): Words => {
    const known = obstacle && obstacles[obstacle];
    return {
      message: `The cluster's API server at ${server} does not answer: ${known?.why ?? raw}.`,
      fix: known?.fix ?? tryAgain,
    };
  },
};
