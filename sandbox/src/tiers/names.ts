/** The group of a student in tier 2, and the prefix of what Drydock keeps in a cluster for it. */
export const studentGroup = 'drydock:students';
export const prefix = 'drydock-';

/** The namespaces of the cluster itself. They exist from the start, and students cannot remove them. */
export const systemNamespaces = ['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'] as const;

/** The folders of a node that its shell shows, and the paths that a Pod or a volume may have: their parent is nobody's, so no link can be put in their place. */
export const sharedFolders = ['/mnt/data', '/mnt/data2'] as const;
export const sharedParents = ['/mnt', '/srv'] as const;
export const sharedPath = '^/+(mnt|srv)/+[a-z0-9]([a-z0-9-]{0,30})/*$';

/** Every bridge of a sandbox in tier 2 begins so on the host. */
export const bridgePrefix = 'dt2-';
