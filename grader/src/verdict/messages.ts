import { type Check, formatRef, formatSeconds } from '@drydock/lab';
import type { CollectionRef, Text, VerdictRow } from '@drydock/model';
import type { Miss } from '../reading/reading.ts';

const both = (en: string, zh: string): Text => ({ en, zh });

/** It holds: what was asked for is so. */
export function passed(subject: string, expected: Text): Text {
  return both(`${subject}: ${expected.en}.`, `${subject}：${expected.zh}。`);
}

/** One field that is not as expected; `actual` empty means that it is not set. */
type Found = Pick<VerdictRow, 'name' | 'actual'>;

/** It does not hold: object, what was expected, and the fields that are not so. */
export function failedRows(subject: string, expected: Text, rows: readonly Found[]): Text {
  const en = rows.map(({ name, actual }) => `${name} is ${actual === '' ? 'not set' : actual}`).join(', ');
  const zh = rows.map(({ name, actual }) => (actual === '' ? `未设置 ${name}` : `${name} 为 ${actual}`)).join('，');
  return unmet(subject, expected, both(en, /^[!-~]/.test(zh) ? ` ${zh}` : zh));
}

/** It does not hold: object, what was expected and what is there; an empty text says that nothing was found. */
export function failed(subject: string, expected: Text, text: Text | undefined): Text {
  const isNothing = text === undefined || text.en.trim() === '';
  return unmet(
    subject,
    expected,
    isNothing ? both('found nothing', '未找到') : both(`found ${text.en}`, `为 ${text.zh}`),
  );
}

/** The object that was to go is there. */
export function stillThere(subject: string, expected: Text): Text {
  return unmet(subject, expected, both('found it', '它还在'));
}

/** The object has no event of any of these reasons. */
export function noEvent(subject: string, expected: Text, reasons: string): Text {
  return unmet(subject, expected, both(`found no event ${reasons}`, `没有出现 ${reasons} 事件`));
}

function unmet(subject: string, expected: Text, found: Text): Text {
  return both(
    `${subject}: expected that ${expected.en}; ${found.en}.`,
    `${subject}：要求“${expected.zh}”，实际${found.zh}。`,
  );
}

/** The object is not there; what could have been meant is named. */
export function notThere({ what, isNamespaceMissing, isKindMissing, near }: Miss): Text {
  const { apiVersion, kind, name, namespace } = what;
  if (isKindMissing === true)
    return both(`There is no kind ${kind} of ${apiVersion} yet.`, `还没有 ${apiVersion} 的 ${kind} 这种资源。`);
  const found = near.map((one) =>
    formatRef({ ...what, name: one.name, ...(one.namespace !== undefined && { namespace: one.namespace }) }),
  );
  const foundEn = found.length === 0 ? '' : ` Found ${found.join(', ')}.`;
  const foundZh = found.length === 0 ? '' : `找到的是 ${found.join('、')}。`;
  if (namespace === undefined)
    return both(`There is no ${kind} ${name} yet.${foundEn}`, `还没有名为 ${name} 的 ${kind}。${foundZh}`);
  if (isNamespaceMissing)
    return both(`There is no namespace ${namespace} yet.${foundEn}`, `还没有名为 ${namespace} 的命名空间。${foundZh}`);
  // A selector is a name that no object can have.
  if (/[=!]/.test(name))
    return both(
      `There is no ${kind} with the label ${name} in namespace ${namespace} yet.`,
      `命名空间 ${namespace} 中还没有带标签 ${name} 的 ${kind}。`,
    );
  return both(
    `There is no ${kind} ${name} in namespace ${namespace} yet.${foundEn}`,
    `命名空间 ${namespace} 中还没有名为 ${name} 的 ${kind}。${foundZh}`,
  );
}

/** No object of a kind is there at all, by these labels. */
export function noneThere({ kind, namespace, selector }: CollectionRef): Text {
  const isEverywhere = namespace === undefined || namespace === '*';
  const en = `${selector === undefined ? '' : ` with the label ${selector}`}${isEverywhere ? '' : ` in namespace ${namespace}`}`;
  const zh = `${isEverywhere ? '' : `命名空间 ${namespace} 中`}还没有${selector === undefined ? ' ' : `带标签 ${selector} 的 `}${kind}。`;
  return both(`There is no ${kind}${en} yet.`, zh);
}

/** A file is not there: on the node, or in a Pod. */
export function noFile(path: string, pod?: string): Text {
  if (pod !== undefined) return both(`There is no file ${path} in ${pod} yet.`, `${pod} 里还没有文件 ${path}。`);
  return both(`There is no file ${path} on the node yet.`, `节点上还没有文件 ${path}。`);
}

/** The private registry was not asked for an image. */
export function noRequest(repository: string): Text {
  return both(`Nothing has asked the registry for ${repository} yet.`, `还没有人向镜像仓库请求过 ${repository}。`);
}

/** The object is there but not so far that the probe can look. */
export function notReady(subject: string, { en, zh }: Text): Text {
  return both(`${subject} cannot be checked yet: ${en}.`, `${subject} 现在还没法检查：${zh}。`);
}

/** The object is from before the attempt. */
export function tooOld(subject: string): Text {
  return both(
    `${subject} is older than this attempt: delete it and create it again.`,
    `${subject} 创建于本次实验开始之前：请删除后重新创建。`,
  );
}

/** The object is another than the one the lab started with. */
export function notOriginal(subject: string): Text {
  return both(
    `${subject} is not the one this lab started with: it was deleted and created again. Press Reset to get the original back.`,
    `${subject} 不是本实验开始时的那个对象：它删掉后重新创建过。点“重置”可以恢复原来的对象。`,
  );
}

/** Whether the object is the one the lab started with cannot be told. */
export function unknownStart(subject: string): Text {
  return both(
    `Cannot tell whether ${subject} is the one the lab started with: its start state was prepared somewhere else.`,
    `无法判断 ${subject} 是不是实验开始时的那个对象：初始状态不是在这里准备的。`,
  );
}

/** True, but not for long enough yet. */
export function holding(subject: string, expected: Text, { holdMs }: Check): Text {
  return both(
    `${subject}: ${expected.en}. It must stay that way for ${formatSeconds(holdMs)}.`,
    `${subject}：${expected.zh}。这个状态还需要保持 ${formatSeconds(holdMs)}。`,
  );
}

/** What must never be so was so: the look that saw it, in the time of the grader. */
export function broken(subject: string, expected: Text, at: Date): Text {
  const time = at.toISOString().slice(11, 19);
  return both(
    `${subject}: expected that ${expected.en}; this was not true at ${time} UTC. That counts until you reset the lab.`,
    `${subject}：要求“${expected.zh}”，但 ${time}（UTC 时间）没有做到；重置实验后才会重新计算。`,
  );
}

/** The grader could not tell; no points are lost by it. */
export function unknown(subject: string, { en, zh }: Text): Text {
  return both(`${subject}: cannot tell right now. ${en}`, `${subject}：现在无法判断。${zh}`);
}

/** What the check looks for may have been there: not every event can be seen. */
export function lacking(subject: string, why: 'filtered' | 'expired' | 'full'): Text {
  const again = both(
    `Delete ${subject}, create it again, then press Check.`,
    `请删除 ${subject} 再重新创建，然后点“检查”。`,
  );
  const reasons = {
    filtered: both(
      'It has had so many events that Kubernetes drops new ones, so the one this check looks for may be missing.',
      '它产生的事件太多，Kubernetes 不再记录后面的事件，这项检查要找的可能没有留下。',
    ),
    expired: both(
      'Kubernetes keeps an event for one hour, so the one this check looks for may be gone.',
      'Kubernetes 只保留一小时内的事件，这项检查要找的事件可能已经过期。',
    ),
    full: both(
      'There were more events than Drydock keeps, so the one this check looks for may be missing.',
      '事件太多，评分程序存不下，这项检查要找的可能不在其中。',
    ),
  };
  const { en, zh } = reasons[why];
  return unknown(subject, both(`${en} ${again.en}`, `${zh}${again.zh}`));
}

/** The cluster is too old or lacks what the check needs. */
export function notHere(need: string): Text {
  const minor = /^>=(.+)$/.exec(need)?.[1];
  const { en, zh } =
    minor === undefined
      ? both(`the ${need} API`, ` ${need} API`)
      : both(`Kubernetes ${minor} or newer`, ` Kubernetes ${minor} 或更高版本`);
  return both(`Not on this cluster: the check needs ${en}.`, `本集群不支持：这项检查需要${zh}。`);
}

/** It may still pass on its own. The text names no rest of time, so that it does not change with every look. */
export function waiting(message: Text): Text {
  return both(`${message.en} It may still pass on its own.`, `${message.zh}再等一会儿，这一项可能会自动通过。`);
}

/** The check does something itself, and has not yet. */
export function notTried(subject: string): Text {
  return both(
    `${subject}: this is tried when you press Check, once the rest of the task passes.`,
    `${subject}：其余各项都通过后，点“检查”才会试这一项。`,
  );
}
