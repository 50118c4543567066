import { CourseError, type ErrorCode, formatWords, quoted, type Text } from '@drydock/model';

/** Why a probe could not look: words of ours in both languages, or those of the cluster as they are (`CrashLoopBackOff`). */
export type Reason = string | Text;

/** The Chinese for a failure without a translation, before its own words are quoted. */
const kinds: Partial<Record<ErrorCode, string>> = {
  timeout: '操作超时',
  not_found: '要查看的对象不存在',
  forbidden: '没有权限查看',
  too_large: '内容过大，无法读取',
  cluster_unreachable: '集群没有应答',
  sandbox_lost: '沙箱有一部分已经丢失',
  sandbox_unknown: '沙箱已经不存在',
  docker_unavailable: '运行沙箱的 Docker 没有应答',
  command_failed: '查看时执行的命令失败了',
  lab_invalid: '这个实验的检查项写错了',
  aborted: '检查被中止',
};

/** Explains why a probe could not run, in both languages. Without a translation, the Chinese names the kind of failure and quotes the rest. */
export function reasonOf(error: unknown): Text {
  const en = error instanceof Error ? error.message : String(error);
  if (!(error instanceof CourseError)) return { en, zh: quoted('查看时发生了意外的错误', en) };
  return { en, zh: error.zh?.message ?? quoted(kinds[error.code] ?? '查看时出了错', en) };
}

/** A reason as a message shows it, in both languages: short, on one line, without control characters. */
export function wordsOf(reason: Reason = ''): Text {
  const { en, zh } = typeof reason === 'string' ? { en: reason, zh: reason } : reason;
  return { en: formatWords(en), zh: formatWords(zh) };
}
