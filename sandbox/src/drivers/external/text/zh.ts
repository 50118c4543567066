import { quoted as cited } from '@drydock/model';
import { type en, quoted } from './en.ts';

const seeContexts = '用 `npm start -- --driver external` 可以列出 kubeconfig 里的 context。';
const kubectl = (context: string): string => `kubectl --context ${quoted(context)}`;

/** The messages about a cluster that is lent, in Chinese. */
export const zh: typeof en = {
  noContextNamed: {
    message: '驱动 external 需要 kubeconfig 中一个 context 的名字。',
    fix: `加上 \`--context NAME\`，或者设置 DRYDOCK_CONTEXT。${seeContexts}`,
  },
  unknownContext: (name, known, nearest) => ({
    message: `kubeconfig 里没有名为 ${JSON.stringify(name)} 的 context。`,
    fix:
      known.length === 0
        ? '里面一个 context 也没有：先启动一个集群（例如 `minikube start`、`k3d cluster create`），或者把 KUBECONFIG 设为写有它的文件。'
        : `${nearest === undefined ? '' : `是不是想写 ${nearest}？`}里面有：${known.join('、')}。`,
  }),
  unreadable: (file, reason) => ({
    message: cited(`读不了 kubeconfig 文件 ${file}`, reason),
    fix: '改正这个文件，或者把 KUBECONFIG 设为另一个文件。用 `kubectl config view` 可以看 kubectl 能不能读它。',
  }),
  incomplete: (context, what) => ({
    message: `kubeconfig 的 context ${JSON.stringify(context)} 提到了 ${what}，但里面没有它。`,
    fix: `用 \`kubectl config set-context ${quoted(context)}\` 改正，或者换一个 context。${seeContexts}`,
  }),
  unusable: (context, reason) => ({
    message: cited(`context ${JSON.stringify(context)} 不能用`, reason),
    fix: `先让 \`${kubectl(context)} get nodes\` 能运行，再试一次。`,
  }),
  unreachable: (context, reason) => ({
    message: cited(`连不上 context ${JSON.stringify(context)} 的集群`, reason),
    fix: `启动这个集群，或者连上它的网络，直到 \`${kubectl(context)} get nodes\` 能运行。如果这个集群已经没有了，删掉它的 context：\`kubectl config delete-context ${quoted(context)}\`。`,
  }),
  expired: (context) => ({
    message: `context ${JSON.stringify(context)} 的集群不接受你的凭据（401）：凭据过期了，或者被收回了。`,
    fix: `像以前那样重新登录这个集群，直到 \`${kubectl(context)} get nodes\` 能运行，再试一次。`,
  }),
  forbidden: (context, what) => ({
    message: cited(`context ${JSON.stringify(context)} 的用户不是集群管理员`, what),
    fix: `换一个什么都能做的用户：\`${kubectl(context)} auth can-i '*' '*' --all-namespaces\` 应该输出 yes。`,
  }),
  refused: (context, path, status, reason) => ({
    message: cited(`context ${JSON.stringify(context)} 的集群对 ${path} 的回答是 ${status}`, reason),
    fix: `用 \`${kubectl(context)} get --raw /readyz\` 看看这个集群，再试一次。`,
  }),
  tooOld: (context, version, oldest) => ({
    message: `context ${JSON.stringify(context)} 的集群运行的是 Kubernetes ${version}，对这门课来说太旧了。`,
    fix: `换一个 Kubernetes ${oldest} 或更新的集群。`,
  }),
  noNode: (context) => ({
    message: `context ${JSON.stringify(context)} 的集群里没有就绪并且能运行 Pod 的节点。`,
    fix: `用 \`${kubectl(context)} describe nodes\` 看原因。`,
  }),
  nodeElsewhere: (context, node) => ({
    message: `context ${JSON.stringify(context)} 的节点 ${node} 不是这台机器上 Docker 的容器，所以不能进入。`,
    fix: '去掉 `--node-access docker`：这样需要进入节点的实验就不能做。或者换一个由 kind 或 minikube 在这台机器上创建的集群。',
  }),
  nodeWithoutTool: (context, node, tool) => ({
    message: `context ${JSON.stringify(context)} 的节点 ${node} 上没有 ${tool}，而需要进入节点的实验要用到它。`,
    fix: '去掉 `--node-access docker`：这样需要进入节点的实验就不能做。或者换一个由 kind 或 minikube 在这台机器上创建的集群。',
  }),
  noImages: (context, node, missing) => ({
    message: `context ${JSON.stringify(context)} 的节点 ${node} 上缺少实验用的镜像：${missing.join('、')}。`,
    fix: `它们在这台机器的 Docker 里，不在任何镜像仓库里。请装入节点：\`kind load docker-image --name CLUSTER ${missing.join(' ')}\`、\`k3d image import --cluster CLUSTER ${missing.join(' ')}\`，或者逐个运行 \`minikube image load --profile PROFILE IMAGE\`。`,
  }),
  lent: (context, holder) => ({
    message: `context ${JSON.stringify(context)} 的集群已经借出：${holder.host} 上的沙箱 ${holder.sandbox} 从 ${holder.since} 起通过 context ${JSON.stringify(holder.context)} 在使用它。`,
    fix: `一个集群同时只能有一个沙箱：请结束占用它的实验。如果那个 Drydock 已经不在了，用这个命令收回集群：\`${kubectl(context)} delete namespace drydock-lease --ignore-not-found && ${kubectl(context)} delete clusterrolebinding,validatingadmissionpolicybinding,validatingadmissionpolicy --selector drydock.sandbox\`。`,
  }),
  otherCluster: (context) => ({
    message: `context ${JSON.stringify(context)} 现在指向另一个集群，不是借来的那个。`,
    fix: '结束这次实验，再重新开始。',
  }),
  slowCluster: (context, what, seconds) => ({
    message: cited(`context ${JSON.stringify(context)} 的集群在 ${seconds} 秒内没有完成`, what),
    fix: `用 \`${kubectl(context)} get pods --all-namespaces\` 看看这个集群，再试一次。`,
  }),
  notRemoved: (context, names) => ({
    message: `实验在 context ${JSON.stringify(context)} 的集群里创建的对象没能删除：${names.join('、')}。`,
    fix: `用 \`${kubectl(context)} describe\` 看是什么留住了它们，然后删除。Drydock 会继续尝试。`,
  }),
  unreachableInside: (context, server, tried) => ({
    message: `这台机器上的容器连不上 context ${JSON.stringify(context)} 的 API 服务器（${server}）；试过 ${tried.join('、')}。`,
    fix: '让 API 服务器监听容器能到达的本机地址，而不只是 127.0.0.1，并在 kubeconfig 中把这个地址设为集群的 server。',
  }),
};
