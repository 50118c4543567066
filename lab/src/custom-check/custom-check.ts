import type { KubeObject, Text } from '@drydock/model';
import type { ProbeInput } from '../language/attributes/attributes.ts';

/** The result of a named check of a lab's `checks.ts`. `actual` is what was found instead: a value, or a few words in both languages. */
export type CodeResult = { readonly pass: true } | { readonly pass: false; readonly actual: string | Text };

/**
 * A named check of `labs/<id>/checks.ts`. What it throws makes the check inconclusive, and so does taking too long; a wrong answer is a result. It is run in a thread of
 * the grader's process, so it is reviewed as code: what it may do to the cluster is what `view` and `actions` offer.
 */
export type CodeCheck = (view: CodeView, actions: CodeActions) => Promise<CodeResult>;

/** What a named check may read. Everything is read afresh with the grader's own credentials, and every answer is a copy. */
export interface CodeView {
  /** What the check is about: the object of `of`. */
  readonly self: KubeObject;
  readonly params: Readonly<Record<string, string>>;
  readonly startedAt: Date;
  /** One object, by `v1/Pod namespace/name`; undefined when it is not there. */
  readonly get: <T = KubeObject>(ref: string) => Promise<T | undefined>;
  /** Objects by `v1/Pod namespace app=web`, `v1/Pod *` or `v1/Node`. */
  readonly list: <T = KubeObject>(ref: string) => Promise<readonly T[]>;
  /** What a probe sees, told as in a `<Check>`: `look({ http: 'service lab/web', port: 80 })`. The names of the values are those that expressions use. */
  readonly look: (probe: ProbeInput) => Promise<Look>;
  /** Looks every half second until there is something; undefined when it has not come by then. */
  readonly waitFor: <T>(
    look: () => Promise<T | undefined | false>,
    options: { readonly withinMs: number },
  ) => Promise<T | undefined>;
}

/** `unready`: the student's object is not so far, for this reason. */
export interface Look {
  readonly state: 'found' | 'missing' | 'unready';
  readonly values: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

/** What a named check may do when its `<Check>` has `act`; without it, each of these refuses. */
export interface CodeActions {
  /** Deletes this very Pod, with its own grace period; resolves when the API server has taken it. */
  readonly deletePod: (pod: {
    readonly metadata: { readonly name: string; readonly namespace?: string; readonly uid: string };
  }) => Promise<void>;
}

/** `checks.ts` of a lab as it was read: what a thread loads, and under which names it exports checks. */
export interface Code {
  readonly url: string;
  readonly text: string;
  /** The hash of the text, for the evidence. */
  readonly digest: string;
  readonly names: readonly string[];
}
