import { join } from 'node:path';

/** Takes away what the user's own environment says of minikube, then becomes the command that follows. */
const withoutForeign = `for name in $(env | sed -n 's/^\\(MINIKUBE_[A-Z0-9_]*\\)=.*/\\1/p'); do unset "$name"; done
exec "$@"`;

const quiet = [
  'MINIKUBE_IN_STYLE=false',
  'MINIKUBE_WANTUPDATENOTIFICATION=false',
  'MINIKUBE_WANTREPORTERRORPROMPT=false',
];

/** A command and its arguments that call minikube; `folder` is the sandbox's, where the call is about one, and with `eventsOn` its output goes to that file descriptor. */
export function callMinikube(
  args: readonly string[],
  { folder, eventsOn }: { readonly folder?: string; readonly eventsOn?: 3 } = {},
): readonly [file: string, args: readonly string[]] {
  const own =
    folder === undefined ? [] : [`MINIKUBE_HOME=${minikubeHome(folder)}`, `KUBECONFIG=${minikubeKubeconfig(folder)}`];
  const script = eventsOn === undefined ? withoutForeign : `${withoutForeign} >&${eventsOn}`;
  return ['sh', ['-c', script, 'sh', 'env', ...quiet, ...own, 'minikube', ...args]];
}

/**
 * The home of minikube in the folder of a sandbox, which goes with it. Each sandbox has its own: a home has one authority for all its clusters, a student is root where its key is, and two
 * sandboxes in one home could sign certificates for each other.
 */
export function minikubeHome(folder: string): string {
  return join(folder, 'minikube');
}

/** Where minikube writes its kubeconfig, in place of the user's. */
function minikubeKubeconfig(folder: string): string {
  return join(folder, 'minikube.yaml');
}
