import { prefix, systemNamespaces } from '../names.ts';

/** What is asked of a request in CEL, and what is said when the answer is no. */
export interface Validation {
  readonly expression: string;
  readonly message: string;
}

/** What a policy looks at. */
interface Match {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly operations: readonly ('CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT')[];
}

/** A policy, and the requests that it is for. */
export interface Policy {
  readonly name: string;
  readonly match: readonly Match[];
  readonly conditions: readonly { readonly name: string; readonly expression: string }[];
  readonly variables?: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly Validation[];
}

/** A list in CEL. */
export const celList = (items: readonly string[]): string => `[${items.map((item) => `'${item}'`).join(', ')}]`;

const groups = 'request.userInfo.groups';
const user = 'request.userInfo.username';
const isOurs = `('system:masters' in ${groups} || 'kubeadm:cluster-admins' in ${groups} || 'system:nodes' in ${groups})`;

/** Everybody but the grader and kubelets: Pods that a controller makes for a student are the student's. */
export const notOurs = { name: 'not-the-grader', expression: `!${isOurs}` };

/** Everybody but the cluster itself. Not the student alone: a ServiceAccount that the student made acts for the student. */
export const notTheCluster = {
  name: 'not-the-cluster',
  expression: `!(${isOurs} || ${user}.startsWith('system:kube-') || ${user} == 'system:apiserver' || ${['kube-system', 'local-path-storage'].map((name) => `${user}.startsWith('system:serviceaccount:${name}:')`).join(' || ')})`,
};

/** True for what is in a namespace of the cluster itself. */
export const isSystem = `(has(request.namespace) && request.namespace in ${celList(systemNamespaces)})`;

/** The sentence that a student reads, in both languages: what is refused, and what there is instead. */
export function message(english: string, chinese: string): string {
  return `${english} Students share this server (tier 2). / ${chinese}这台服务器由多名学生共用（tier 2）。`;
}

/** Returns the policy and its binding as manifests. */
export function manifestsOf({ name, match, conditions, variables, validations }: Policy): readonly object[] {
  const api = 'admissionregistration.k8s.io/v1';
  const metadata = { name: `${prefix}${name}` };
  const resourceRules = match.map((rule) => ({ ...rule, apiVersions: ['*'] }));
  const spec = {
    failurePolicy: 'Fail',
    matchConstraints: { resourceRules },
    matchConditions: conditions,
    ...(variables && { variables }),
    validations: validations.map((validation) => ({ ...validation, reason: 'Forbidden' })),
  };
  const bound = { policyName: metadata.name, validationActions: ['Deny'] };
  return [
    { apiVersion: api, kind: 'ValidatingAdmissionPolicy', metadata, spec },
    { apiVersion: api, kind: 'ValidatingAdmissionPolicyBinding', metadata, spec: bound },
  ];
}
