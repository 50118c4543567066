import type { Text } from '@drydock/model';

/** A box on the map of Kubernetes: a part of the system, and the module that adds it. */
export interface MapPart {
  readonly id: string;
  readonly module: string;
  /** One line, or two with a line break between them. */
  readonly label: Text;
  /** Its word in the glossary, in English. */
  readonly term?: string;
  /** x, y, width and height in the map's 400 × 590. */
  readonly box: readonly [number, number, number, number];
  /** A frame has other parts inside, and its label in a corner. */
  readonly isFrame?: boolean;
}

/** A line between two parts, with its head at the second. */
export interface MapLine {
  readonly parts: readonly [string, string];
  readonly path: string;
}

const same = (word: string): Text => ({ en: word, zh: word });

/** The whole map, from the one who asks, through the control plane, to a node with a Pod, and what comes to it from outside. */
export const parts: readonly MapPart[] = [
  { id: 'manifest', module: 'objects', label: { en: 'manifest', zh: '清单' }, term: 'manifest', box: [12, 8, 76, 34] },
  { id: 'kubectl', module: 'objects', label: same('kubectl'), box: [110, 8, 96, 34] },
  {
    id: 'control-plane',
    module: 'glance',
    label: { en: 'control plane', zh: '控制平面' },
    term: 'control plane',
    box: [6, 58, 388, 148],
    isFrame: true,
  },
  {
    id: 'scheduler',
    module: 'glance',
    label: { en: 'scheduler', zh: '调度器' },
    term: 'scheduler',
    box: [18, 86, 98, 36],
  },
  {
    id: 'controllers',
    module: 'glance',
    label: { en: 'controllers', zh: '控制器' },
    term: 'controller',
    box: [146, 86, 92, 36],
  },
  { id: 'etcd', module: 'glance', label: same('etcd'), term: 'etcd', box: [284, 86, 98, 36] },
  { id: 'api-server', module: 'glance', label: same('API server'), term: 'API server', box: [18, 148, 220, 44] },
  {
    id: 'objects',
    module: 'objects',
    label: { en: 'objects in\nnamespaces', zh: '命名空间里\n的对象' },
    term: 'namespace',
    box: [284, 148, 98, 44],
  },
  {
    id: 'node',
    module: 'glance',
    label: { en: 'node', zh: '节点' },
    term: 'node',
    box: [6, 230, 264, 306],
    isFrame: true,
  },
  { id: 'kubelet', module: 'glance', label: same('kubelet'), term: 'kubelet', box: [18, 256, 66, 34] },
  { id: 'kube-proxy', module: 'glance', label: same('kube-proxy'), term: 'kube-proxy', box: [92, 256, 82, 34] },
  {
    id: 'runtime',
    module: 'glance',
    label: { en: 'runtime', zh: '运行时' },
    term: 'container runtime',
    box: [182, 256, 76, 34],
  },
  { id: 'pod', module: 'pods', label: same('Pod'), term: 'Pod', box: [18, 304, 240, 178], isFrame: true },
  { id: 'pause', module: 'pods', label: same('pause'), term: 'pause container', box: [186, 311, 62, 26] },
  {
    id: 'init',
    module: 'lifecycle',
    label: { en: 'init', zh: 'Init 容器' },
    term: 'init container',
    box: [28, 346, 62, 40],
  },
  {
    id: 'container',
    module: 'pods',
    label: { en: 'container', zh: '容器' },
    term: 'container',
    box: [98, 346, 80, 40],
  },
  { id: 'sidecar', module: 'pods', label: { en: 'sidecar', zh: '边车容器' }, term: 'sidecar', box: [186, 346, 62, 40] },
  { id: 'probes', module: 'probes', label: { en: 'probes', zh: '探针' }, term: 'probe', box: [28, 394, 62, 28] },
  {
    id: 'limits',
    module: 'resources',
    label: { en: 'limits', zh: '请求与上限' },
    term: 'limit',
    box: [98, 394, 80, 28],
  },
  {
    id: 'hooks',
    module: 'lifecycle',
    label: { en: 'hooks', zh: '钩子' },
    term: 'lifecycle hook',
    box: [186, 394, 62, 28],
  },
  { id: 'volume', module: 'pods', label: { en: 'volume', zh: '卷' }, term: 'volume', box: [28, 436, 220, 34] },
  {
    id: 'network',
    module: 'glance',
    label: { en: 'Pod network', zh: 'Pod 网络' },
    term: 'CNI plugin',
    box: [18, 494, 240, 30],
  },
  {
    id: 'registry',
    module: 'registries',
    label: { en: 'registry', zh: '镜像仓库' },
    term: 'registry',
    box: [284, 256, 110, 34],
  },
  {
    id: 'secret',
    module: 'registries',
    label: { en: 'pull Secret', zh: '拉取用 Secret' },
    term: 'Secret',
    box: [284, 298, 110, 34],
  },
  { id: 'deployment', module: 'workloads', label: same('Deployment'), term: 'Deployment', box: [284, 340, 110, 34] },
  {
    id: 'metrics',
    module: 'resources',
    label: same('metrics-server'),
    term: 'metrics-server',
    box: [276, 382, 120, 34],
  },
  {
    id: 'claim',
    module: 'storage',
    label: { en: 'volume claim', zh: '申领（PVC）' },
    term: 'PersistentVolumeClaim',
    box: [284, 436, 110, 34],
  },
  {
    id: 'persistent-volume',
    module: 'storage',
    label: { en: 'persistent\nvolume', zh: '持久卷（PV）' },
    term: 'PersistentVolume',
    box: [284, 492, 110, 42],
  },
  { id: 'service', module: 'glance', label: same('Service'), term: 'Service', box: [18, 552, 100, 34] },
  {
    id: 'endpoints',
    module: 'probes',
    label: { en: 'ready Pods', zh: '就绪名单' },
    term: 'EndpointSlice',
    box: [146, 552, 112, 34],
  },
  { id: 'kubeadm', module: 'cluster', label: same('kubeadm'), box: [284, 552, 110, 34] },
];

/** Who talks to whom. */
export const lines: readonly MapLine[] = [
  { parts: ['manifest', 'kubectl'], path: 'M88 25H108' },
  { parts: ['kubectl', 'api-server'], path: 'M131 42V146' },
  { parts: ['scheduler', 'api-server'], path: 'M67 122V146' },
  { parts: ['controllers', 'api-server'], path: 'M192 122V146' },
  { parts: ['api-server', 'etcd'], path: 'M238 170H261V104H282' },
  { parts: ['etcd', 'objects'], path: 'M333 122V146' },
  { parts: ['kubelet', 'api-server'], path: 'M72 256V194' },
  { parts: ['kube-proxy', 'api-server'], path: 'M133 256V194' },
  { parts: ['registry', 'runtime'], path: 'M284 273H260' },
  { parts: ['secret', 'registry'], path: 'M339 298V292' },
  { parts: ['deployment', 'pod'], path: 'M284 357H260' },
  { parts: ['volume', 'claim'], path: 'M248 453H282' },
  { parts: ['claim', 'persistent-volume'], path: 'M339 470V490' },
  { parts: ['service', 'endpoints'], path: 'M118 569H144' },
  { parts: ['service', 'network'], path: 'M68 552V526' },
  { parts: ['endpoints', 'network'], path: 'M202 552V526' },
];
