import { quoted as cited } from '@drydock/model';
import type { en } from './en.ts';

const download = 'https://minikube.sigs.k8s.io/zh/docs/start/';

/** The messages about minikube, in Chinese. */
export const zh: typeof en = {
  missing: {
    message: '没有安装 minikube。',
    fix: `请从 ${download} 安装，或者去掉 DRYDOCK_DRIVER 改用 kind。`,
  },
  tooOld: (version, oldest) => ({
    message: `minikube ${version} 对这些节点来说太旧了，需要 ${oldest} 或更新的版本。`,
    fix: `请从 ${download} 安装新版本。`,
  }),
  noVersion: (said) => ({
    message: cited('`minikube version` 没有输出版本号', JSON.stringify(said)),
    fix: `请从 ${download} 安装 minikube；PATH 中排在前面的可能是另一个同名程序。`,
  }),
  notStarted: (profile, message, advice) => ({
    message: cited(`minikube 没能启动集群 ${profile}`, message),
    fix:
      advice === undefined
        ? '运行 `npx drydock doctor`，然后再试一次。集群创建期间，日志在数据目录里。'
        : cited('minikube 的建议', advice),
  }),
  noRoom: (network) => ({
    message: `网络 ${network} 里没有留给工作区的地址：minikube 把最前面的几个给了节点。`,
    fix: '请把它作为 Drydock 的缺陷报告。',
  }),
};
