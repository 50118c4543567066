/** Why a submission cannot be believed, in English. */
export const integrity = {
  between: (ref: string) =>
    `${ref} is between the grader and the cluster, so the result is unknown. Remove it and submit again.`,
  diverted: (ref: string, service: string) =>
    `${ref} leads to the Service ${service} instead of the cluster's own API, so the result is unknown. Put it back as it was and submit again.`,
  notLooked: (kind: string, reason: string) =>
    `The grader could not check whether a ${kind} is between it and the cluster, so the result is unknown: ${reason} Submit again once the cluster answers.`,
  neverRun: (ref: string) =>
    `${ref} was never run by a kubelet: its status names containers that no node has. Create it so that it is scheduled to a node, and submit again.`,
  goneMeanwhile: (ref: string) => `${ref} was removed before its node could be asked whether it ran. Submit again.`,
  metricsReplaced: (ref: string, why: string) =>
    `${ref} ${why}, so the values of the metrics API cannot be trusted. Restore the cluster's own metrics-server, or take a new sandbox, and submit again.`,
  unreadable: (reason: string) => `could not be checked (${reason})`,
  gone: 'is gone',
  young: 'is younger than the attempt',
  leadsElsewhere: 'does not select the Pods it came with',
  changed: 'was changed since the cluster was made',
  stranger: 'answers for metrics-server but is not part of its Deployment from before the attempt',
  runsOther: 'does not run what the Deployment metrics-server specifies',
};
