import { CourseError, quoted, type Text } from '@drydock/model';
import { tryAgain } from './exec.ts';

interface Cause {
  readonly words: Text;
  /** What to do, where trying again does not help. */
  readonly fix?: Text;
}

const otherCertificate: Text = {
  en: 'Set certificate-authority-data to the cluster’s own authority, or insecure-skip-tls-verify: true if you trust the way to it.',
  zh: '把 certificate-authority-data 设为该集群自己的证书颁发机构；如果信任这条网络路径，也可以设 insecure-skip-tls-verify: true。',
};

/** What Node calls a failure, in words. */
const causes: readonly (readonly [RegExp, Cause])[] = [
  [
    /^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_SIGNATURE_FAILURE|CERT_UNTRUSTED)$/,
    {
      words: {
        en: 'its certificate is not signed by an authority that the kubeconfig names',
        zh: '它的证书不是由 kubeconfig 中的证书颁发机构签发的',
      },
      fix: otherCertificate,
    },
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    {
      words: { en: 'its certificate is for other names than this address', zh: '它的证书不包含这个地址' },
      fix: {
        en: 'Set tls-server-name to a name in the certificate, or use an address that is in it.',
        zh: '把 tls-server-name 设为证书里的名字，或者改用证书里有的地址。',
      },
    },
  ],
  [
    /^CERT_HAS_EXPIRED$/,
    {
      words: { en: 'its certificate has expired', zh: '它的证书已经过期' },
      fix: {
        en: 'Renew the cluster’s certificate, and look at the clock of this machine.',
        zh: '给集群换新证书，顺便看看本机的时钟准不准。',
      },
    },
  ],
  [
    /^CERT_NOT_YET_VALID$/,
    {
      words: { en: 'its certificate is not valid yet', zh: '它的证书还没有生效' },
      fix: { en: 'Look at the clock of this machine.', zh: '看看本机的时钟准不准。' },
    },
  ],
  [
    /^ERR_SSL_.*(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED|HANDSHAKE_FAILURE)$/,
    {
      words: {
        en: 'it does not accept the client certificate of the kubeconfig',
        zh: '它不接受 kubeconfig 中的客户端证书',
      },
      fix: {
        en: 'Set client-certificate and client-key to those of a user of this cluster.',
        zh: '把 client-certificate 和 client-key 换成这个集群认可的用户的。',
      },
    },
  ],
  [
    /^(ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|EPROTO)$/,
    {
      words: { en: 'what answers there does not speak TLS', zh: '那里应答的程序不使用 TLS' },
      fix: {
        en: 'Look at server: and proxy-url: in the kubeconfig: the port, and https or http.',
        zh: '检查 kubeconfig 里的 server: 和 proxy-url:：端口对不对，用的是 https 还是 http。',
      },
    },
  ],
  [
    /^ECONNREFUSED$/,
    { words: { en: 'nobody listens at that port (ECONNREFUSED)', zh: '那个端口上没有程序在监听（ECONNREFUSED）' } },
  ],
  [/^(ENOTFOUND|EAI_AGAIN)$/, { words: { en: 'its name is not known on this machine', zh: '本机无法解析它的域名' } }],
  [
    /^(EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/,
    { words: { en: 'no way leads there from this machine', zh: '从本机无法到达那里' } },
  ],
  [/^(ECONNRESET|EPIPE)$/, { words: { en: 'the connection was cut', zh: '连接中断了' } }],
];

/** An API server that does not answer, with why in words and what to do. */
export function unreachable(error: unknown, server: string): CourseError {
  const { code, message } = error as { code?: string; message?: string };
  const known = causes.find(([pattern]) => pattern.test(code ?? ''))?.[1];
  const raw = code ?? message ?? String(error);
  const en = known?.words.en ?? raw;
  const zh = known
    ? `集群的 API 服务器 ${server} 没有应答：${known.words.zh}。`
    : quoted(`集群的 API 服务器 ${server} 没有应答`, raw);
  return new CourseError(
    'cluster_unreachable',
    `The cluster's API server at ${server} does not answer: ${en}.`,
    known?.fix?.en ?? tryAgain,
    { cause: error, zh: known?.fix ? { message: zh, fix: known.fix.zh } : zh },
  );
}
