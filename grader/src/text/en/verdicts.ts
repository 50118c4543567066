const lacking = {
  filtered: 'It has had so many events that Kubernetes drops new ones, so the one this check looks for may be missing.',
  expired: 'Kubernetes keeps an event for one hour, so the one this check looks for may be gone.',
  full: 'There were more events than Drydock keeps, so the one this check looks for may be missing.',
};

const inNamespace = (namespace: string | undefined): string =>
  namespace === undefined ? '' : ` in namespace ${namespace}`;
const found = (near: readonly string[]): string => (near.length === 0 ? '' : ` Found ${near.join(', ')}.`);

/** The messages of checks, in English. */
export const verdicts = {
  passed: (subject: string, expected: string) => `${subject}: ${expected}.`,
  unmet: (subject: string, expected: string, actual: string) => `${subject}: expected that ${expected}; ${actual}.`,
  isNotSet: (field: string) => `${field} is not set`,
  fieldIs: (field: string, value: string) => `${field} is ${value}`,
  fields: (fields: readonly string[]) => fields.join(', '),
  foundNothing: 'found nothing',
  found: (actual: string) => `found ${actual}`,
  stillThere: 'it still exists',
  noEvent: (reasons: string) => `found no event ${reasons}`,
  noCluster: 'There is no cluster on these machines yet.',
  noKind: (apiVersion: string, kind: string) => `There is no kind ${kind} of ${apiVersion} yet.`,
  noNamespace: (namespace: string, near: readonly string[]) => `There is no namespace ${namespace} yet.${found(near)}`,
  noObject: (kind: string, name: string, namespace: string | undefined, near: readonly string[]) =>
    `There is no ${kind} ${name}${inNamespace(namespace)} yet.${found(near)}`,
  noneOf: (kind: string, selector: string | undefined, namespace: string | undefined) =>
    `There is no ${kind}${selector === undefined ? '' : ` with the label ${selector}`}${inNamespace(namespace)} yet.`,
  noFile: (path: string, pod: string | undefined) =>
    `There is no file ${path} ${pod ? `in ${pod}` : 'on the node'} yet.`,
  noRequest: (repository: string) => `Nothing has asked the registry for ${repository} yet.`,
  notReady: (subject: string, reason: string) => `${subject} cannot be checked yet: ${reason}.`,
  tooOld: (subject: string) => `${subject} is older than this attempt: delete it and create it again.`,
  notOriginal: (subject: string) =>
    `${subject} is not the one this lab started with: it was deleted and created again. Press Reset to get the original back.`,
  unknownStart: (subject: string) =>
    `Cannot tell whether ${subject} is the one the lab started with: its start state was prepared somewhere else.`,
  holding: (subject: string, expected: string, time: string) =>
    `${subject}: ${expected}. It must stay that way for ${time}.`,
  broken: (subject: string, expected: string, time: string) =>
    `${subject}: expected that ${expected}; this was not true at ${time} UTC. That counts until you reset the lab.`,
  unknown: (subject: string, reason: string) => `${subject}: cannot tell right now. ${reason}`,
  lacking: (subject: string, why: keyof typeof lacking) =>
    `${lacking[why]} Delete ${subject}, create it again, then press Check.`,
  needsVersion: (minor: string) => `Not on this cluster: the check needs Kubernetes ${minor} or newer.`,
  needsApi: (api: string) => `Not on this cluster: the check needs the ${api} API.`,
  waiting: (message: string) => `${message} It may still pass on its own.`,
  notTried: (subject: string) => `${subject}: this is tried when you press Check, once the rest of the task passes.`,
  noReading: 'The submission holds no reading.',
  checkIsNew: 'The check did not exist when this was submitted.',
  checkChanged: 'The check reads something else since this was submitted.',
};
