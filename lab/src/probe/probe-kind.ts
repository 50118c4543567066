import type { CollectionRef, ObjectRef, Text } from '@drydock/model';
import type { z } from 'zod';
import type { TypeName } from '../schema/kinds.ts';

/** What messages speak of: a name that is the same in all languages, or words in each. */
export type Subject = string | Text;

/**
 * Everything the language knows of one kind of probe: how it is written, what expressions may use, and what it is
 * about. `grader/src/probe/<name>.ts` reads the cluster. Adding a probe is one file here, one there, and a line in each list.
 * Its functions are methods, so that a kind of one probe is a kind of any: each is only ever given its own.
 */
export interface ProbeKind<
  P extends { readonly kind: string } = { readonly kind: string },
  Shape extends z.core.$ZodLooseShape = z.core.$ZodLooseShape,
> {
  /** Attributes of `<Check>` beside the common ones; the one with the probe's name chooses the probe. */
  readonly attributes: Shape;
  /** What two attributes must agree on, and the attribute to report. */
  readonly rule?: { isMet(this: void, values: Values<Shape>): boolean; readonly attribute: string };
  /** How each attribute looks when it is right: the advice of findings, and of editors. */
  readonly examples: Readonly<Record<string, string>>;
  toProbe(this: void, values: Values<Shape>): P;
  /** How the probe is written in `with`: its word and what follows. Without a word the whole text is read. */
  readonly fromWith?: { readonly word?: string; readonly read: (text: string) => P | undefined };
  /** The names that an expression may use, with their types. */
  variables(this: void, probe: P): Readonly<Record<string, TypeName>>;
  /** Structs that those types name, beside the kinds of Kubernetes. */
  readonly structs?: Readonly<Record<string, Readonly<Record<string, TypeName>>>>;
  /** The variable that a name of `with` refers to; without it the name holds all variables. */
  readonly bound?: string;
  /** What messages speak of, before the probe has looked. */
  subject(this: void, probe: P): Subject;
  /** How a row names what was read, where the subject has words of a language. */
  label?(this: void, probe: P): string;
  /** The collections whose changes make the check worth another look. */
  watches(this: void, probe: P): readonly CollectionRef[];
  /** The API server reports every change of what is read, so nothing is polled. */
  readonly isWatched?: true;
  /** The check may go without `that`: it asks whether something is there. */
  readonly asksPresence?: 'object' | 'events';
  /** What must exist, for the message to a student. */
  wanted?(this: void, probe: P): string;
  /** The check asks that the object is gone. */
  isAbsenceWanted?(this: void, probe: P): boolean;
  /** The probe decides itself whether the check passes, and does its own waiting. */
  readonly judgesItself?: true;
  /** Only the first object read is what the check is about; the rest are witnesses. */
  readonly isAboutFirst?: true;
  /** A measurement of the course's metrics-server, not a status that a student could write. */
  readonly isMeasured?: true;
  /** The object that a check acts on, where it acts. */
  actsOn?(this: void, probe: P): ObjectRef | undefined;
  /** What looking with this probe changes; such a look needs `act`. */
  sideEffect?(this: void, probe: P): string | undefined;
  /** The one object by name that the probe is about. */
  object?(this: void, probe: P): ObjectRef | undefined;
  /** What is looked at by kind and labels. */
  collection?(this: void, probe: P): CollectionRef | undefined;
  /** Kinds that the author wrote, by the attribute that holds them: checked against the schema. */
  kinds?(this: void, probe: P): { readonly attribute: string; readonly apiVersion: string; readonly kind: string };
  /** What is not there yet in what was read, where there is nothing to be right or wrong about. */
  nothingYet?(this: void, probe: P, values: Readonly<Record<string, unknown>>): NothingYet | undefined;
  /** A finding about the probe as a whole. */
  flaw?(
    this: void,
    probe: P,
  ): { readonly attribute: string; readonly message: string; readonly fix: string } | undefined;
}

/** A file or a request that a check waits for. */
export type NothingYet =
  | { readonly what: 'file'; readonly path: string; readonly pod?: string }
  | { readonly what: 'request'; readonly repository: string };

/** Attributes as they were read. `within` is common to all probes. */
export type Values<Shape extends z.core.$ZodLooseShape> = z.infer<z.ZodObject<Shape>> & { readonly within: number };
