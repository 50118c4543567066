import { quoted } from '@drydock/model';
import type { en, Obstacle, ObstacleWords } from './en.ts';

const tryAgain = '稍等片刻再试；如果还是这样，点“重置”。';

const obstacles: Readonly<Record<Obstacle, ObstacleWords>> = {
  authority: {
    why: '它的证书不是由 kubeconfig 中的证书颁发机构签发的',
    fix: '把 certificate-authority-data 设为该集群自己的证书颁发机构；如果信任这条网络路径，也可以设 insecure-skip-tls-verify: true。',
  },
  otherName: {
    why: '它的证书不包含这个地址',
    fix: '把 tls-server-name 设为证书里的名字，或者改用证书里有的地址。',
  },
  expired: { why: '它的证书已经过期', fix: '给集群换新证书，顺便看看本机的时钟准不准。' },
  notYetValid: { why: '它的证书还没有生效', fix: '看看本机的时钟准不准。' },
  clientCertificate: {
    why: '它不接受 kubeconfig 中的客户端证书',
    fix: '把 client-certificate 和 client-key 换成这个集群认可的用户的。',
  },
  noTls: {
    why: '那里应答的程序不使用 TLS',
    fix: '检查 kubeconfig 里的 server: 和 proxy-url:：端口对不对，用的是 https 还是 http。',
  },
  refused: { why: '那个端口上没有程序在监听（ECONNREFUSED）' },
  unknownName: { why: '本机无法解析它的域名' },
  noRoute: { why: '从本机无法到达那里' },
  cut: { why: '连接中断了' },
};

/** The Kubernetes client's messages to students, in Chinese. */
export const zh: typeof en = {
  unknownKind: (apiVersion, kind) => ({
    message: `这个集群不认识 ${apiVersion}/${kind} 这种资源。`,
    fix: '请使用课程要求的 Kubernetes 版本的集群。',
  }),
  versionNotServed: (object, apiVersion, definition, served) => ({
    message: `${object} 的 apiVersion 是 ${apiVersion}，而 CustomResourceDefinition ${definition} 提供的版本是 ${served.join('、') || '（无）'}。`,
    fix: '请告诉课程的老师：这个实验的初始状态有错。',
  }),
  answerTooLarge: (path) => ({
    message: `API 服务器对 ${path} 的应答过大，无法读取。`,
    fix: '删掉实验没有要求的对象，再试一次。',
  }),
  watchedTooLarge: (limitBytes) => ({
    message: `有一个被监听的对象超过了 ${limitBytes} 字节。`,
    fix: '把这个对象改小一些。',
  }),
  refused: (path, status, reason) => ({
    message: quoted(
      `API 服务器对 ${path} 的请求返回了 ${status}${status === 401 || status === 403 ? '，不允许访问' : ''}`,
      reason,
    ),
    fix: tryAgain,
  }),
  slowRequest: (method, path, seconds) => ({
    message: `API 服务器在 ${seconds} 秒内没有应答 ${method} ${path}。`,
    fix: tryAgain,
  }),
  slowAnswer: (path, seconds) => ({
    message: `API 服务器对 ${path} 的应答在 ${seconds} 秒内没有传完。`,
    fix: tryAgain,
  }),
  calledOff: { message: '检查被中止了。', fix: '再试一次。' },
  execCut: (pod) => ({ message: `与 Pod ${pod} 的连接中断了。`, fix: tryAgain }),
  slowExec: (command, pod, seconds) => ({
    message: `Pod ${pod} 中的命令 ${command} 在 ${seconds} 秒内没有执行完。`,
    fix: tryAgain,
  }),
  noCommands: (container, pod) => ({
    message: `Pod ${pod} 的容器 ${container} 不接受命令。`,
    fix: '用 kubectl describe pod 看看原因。',
  }),
  unreachable: (server, obstacle, raw) => {
    const known = obstacle && obstacles[obstacle];
    const silent = `集群的 API 服务器 ${server} 没有应答`;
    return {
      message: known ? `${silent}：${known.why}。` : quoted(silent, raw),
      fix: known?.fix ?? tryAgain,
    };
  },
};
