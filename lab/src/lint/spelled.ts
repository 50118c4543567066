import type { ASTNode } from '@marcbachmann/cel-js';
import type { ReportExpression } from '../problem.ts';
import { writtenName } from '../expression/functions/spelling.ts';
import { schema } from '../schema/kinds.ts';
import { typeOf } from './type-names.ts';

/** Paths in which a last or doubled slash makes no difference. */
const paths = new Set([
  'core.v1.HostPathVolumeSource.path',
  'core.v1.LocalVolumeSource.path',
  'core.v1.VolumeMount.mountPath',
  'core.v1.VolumeMount.subPath',
]);
/** Texts that a student, a shell or a server ended with a newline, or not. */
const ended = new Set(['file.content', 'response.body']);
const endedNames = new Set(['stdout', 'stderr', 'log']);

/**
 * Finds a compare of how a value is written where Kubernetes has several ways to write it: right work would be marked wrong. `node` is a comparison or a membership.
 */
export function checkSpelling(node: ASTNode, report: ReportExpression): void {
  if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return;
  const [left, right] = node.args;
  const sides = node.op === 'in' ? [left] : [left, right];
  const text = (part: ASTNode): string => part.input.slice(part.start, part.end);
  for (const side of sides) {
    const field = fieldName(side);
    const inner = withoutConversion(side);
    if (isPort(inner))
      report({
        offset: side.start,
        message: `A port may be written as a number or as a name, and ${text(side)} is compared as it is written.`,
        fix: `Write port(container, ${text(inner)}), with the container (for a Service, the Pod) whose ports have the name.`,
      });
    if (paths.has(field))
      report({
        offset: side.start,
        message: `${text(side)} is compared letter by letter: /data/ and /data are one place.`,
        fix: `Write samePath(${text(side)}, …).`,
      });
    if (field === 'core.v1.HTTPGetAction.path')
      report({
        offset: side.start,
        message: `${text(side)} is compared letter by letter: a probe of live.html asks /live.html.`,
        fix: `Write requestPath(${text(side)}).`,
      });
  }
  const [first, second] = [isEnded(left), isEnded(right)];
  const side = first ? left : right;
  const other = first ? right : left;
  if (first === second || (node.op === 'in' && !first) || endsInNewline(other)) return;
  report({
    offset: side.start,
    message: `${text(side)} may end in a newline, which echo writes and which is invisible.`,
    fix: `Write ${text(side)}.trim(), or string(${text(side)}) where a newline is wrong.`,
  });
}

/** Finds an index into what the kubelet or metrics-server sorts as it likes. */
export function checkIndex(node: ASTNode, report: ReportExpression): void {
  if (node.op !== '[]' && node.op !== '[?]') return;
  const [list, index] = node.args;
  if (index.op !== 'value' || typeof index.args !== 'bigint') return;
  const isMeasured = list.op === 'id' && typeOf(list) === 'list<container>';
  if (isMeasured)
    report({
      offset: list.start,
      message: 'The containers of a measurement are in no order.',
      fix: "Write containers.exists(c, c.name == 'web' && …), or use usage, which is of the whole Pod.",
    });
  if ((list.op !== '.' && list.op !== '.?') || !/^(container|ephemeralContainer)Statuses$/.test(list.args[1])) return;
  const status = list.args[0];
  const pod = status.op === '.' || status.op === '.?' ? status.args[0] : status;
  const name = pod.input.slice(pod.start, pod.end);
  report({
    offset: list.start,
    message: `${list.args[1]} are sorted by name and containers as they were written: one index is two containers.`,
    fix: `Write statusOf(${name}, ${name}.spec.containers[${index.args}]), or statusOf(${name}, 'web').`,
  });
}

function fieldName(node: ASTNode): string {
  return node.op === '.' || node.op === '.?' ? `${typeOf(node.args[0]) ?? ''}.${node.args[1]}` : '';
}

/** Whether this is a field that the API takes as a number or as the name of a port. */
function isPort(node: ASTNode): boolean {
  if (node.op !== '.' && node.op !== '.?') return false;
  const [object, field] = node.args;
  return /^(port|targetPort)$/.test(field) && schema.structs[typeOf(object) ?? '']?.[field] === 'intOrString';
}

function withoutConversion(node: ASTNode): ASTNode {
  const [name, parameters] = node.op === 'call' ? node.args : [];
  const [first] = parameters ?? [];
  return first && /^(string|int|dyn)$/.test(writtenName(name ?? '')) ? withoutConversion(first) : node;
}

/** Whether a text is one that may end in a newline: an entry of a ConfigMap or Secret, a file, a page, what a command prints. */
function isEnded(node: ASTNode): boolean {
  if (node.op === 'id') return endedNames.has(node.args) && typeOf(node) === 'string';
  if (node.op === 'call') return node.args[0] === 'fromBase64' && node.args[1].some((part) => isEnded(part));
  if (node.op === 'rcall' && node.args[0] === 'orValue') return isEnded(node.args[1]);
  if (node.op !== '.' && node.op !== '.?' && node.op !== '[]' && node.op !== '[?]') return false;
  if (ended.has(fieldName(node))) return true;
  return /^core\.v1\.(ConfigMap|Secret)\.(data|stringData)$/.test(fieldName(node.args[0]));
}

function endsInNewline(node: ASTNode): boolean {
  return node.op === 'value' && typeof node.args === 'string' && node.args.endsWith('\n');
}
