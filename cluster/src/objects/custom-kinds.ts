import type { KubeManifest } from '@drydock/model';
import type { ApiService, CustomResourceDefinition } from './kinds.ts';
import { fail } from '../text/fail.ts';

/** The groups that are Kubernetes' own: who has to do with an unknown kind of one of these has another version of it, or lacks an add-on. */
const ownGroups = new Set(
  (
    'admissionregistration apiextensions apiregistration authentication authorization certificates coordination custom.metrics discovery events external.metrics ' +
    'flowcontrol.apiserver internal.apiserver metrics networking node rbac.authorization resource scheduling storage storagemigration'
  )
    .split(' ')
    .map((name) => `${name}.k8s.io`),
);

/** Whether the kinds of a version exist only once a CustomResourceDefinition defines them. */
export function isCustom(apiVersion: string): boolean {
  const [group = '', version] = apiVersion.split('/');
  return version !== undefined && group.includes('.') && !ownGroups.has(group);
}

function definitionsIn(objects: readonly KubeManifest[]): readonly CustomResourceDefinition[] {
  return objects.filter(({ kind }) => kind === 'CustomResourceDefinition');
}

/** Whether one of these objects makes the cluster serve the kind of `object`: its CustomResourceDefinition, or an APIService of its group. */
export function isKindMadeBy(objects: readonly KubeManifest[], { apiVersion = '', kind }: KubeManifest): boolean {
  const [group] = apiVersion.split('/');
  const isService = (one: ApiService): boolean => one.kind === 'APIService' && one.spec?.group === group;
  return (
    definitionsIn(objects).some(({ spec }) => spec?.group === group && spec?.names?.kind === kind) ||
    objects.some(isService)
  );
}

/** Rejects an object in a version that its own CustomResourceDefinition does not serve. */
export function lacksVersion({ apiVersion = '', kind, metadata }: KubeManifest, among: readonly KubeManifest[]): void {
  const [group, version] = apiVersion.split('/');
  const own = definitionsIn(among).find(({ spec }) => spec?.group === group && spec?.names?.kind === kind);
  const served = (own?.spec?.versions ?? []).filter((each) => each.served === true).map(({ name }) => name ?? '');
  if (!own || served.includes(version ?? '')) return;
  throw fail('lab_invalid', (text) =>
    text.versionNotServed(`${kind} ${metadata.name}`, apiVersion, own.metadata.name, served),
  );
}
