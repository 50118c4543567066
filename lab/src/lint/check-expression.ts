import type { ASTNode, Environment, ParseResult } from '@marcbachmann/cel-js';
import { respell } from '../expression/functions/spelling.ts';
import { typeOfFurther, variablesOf } from '../expression/variables.ts';
import type { Probe } from '../probe/kinds.ts';
import type { ExpressionProblem, ReportExpression } from '../problem.ts';
import { type LibraryError, libraryError } from '../expression/library-error.ts';
import { adviceOn } from './advice.ts';
import { checkComparison } from './comparisons.ts';
import { checkCall } from './literals.ts';
import { checkPattern } from './patterns.ts';
import { checkIndex, checkSpelling } from './spelled.ts';
import { checkField, typeFlaw } from './type-flaws.ts';
import { typedEnvironment } from './typed-language.ts';
import { partsOf } from './expression-parts.ts';
import { describe } from './type-names.ts';

/** Where an expression is: its probes, the names of the lab's parameters, and whether it must be true or false. */
export interface ExpressionPlace {
  readonly probe: Probe;
  readonly with: Readonly<Record<string, Probe>>;
  readonly isCondition: boolean;
  /** Undefined when they could not be read: then any name goes. */
  readonly parameters?: readonly string[] | undefined;
}

/** Parses and type-checks an expression without running it. Objects have the fields of the course's Kubernetes. */
export function checkExpression(text: string, place: ExpressionPlace, report: ReportExpression): void {
  const { probe, with: further, isCondition, parameters } = place;
  const variables: Record<string, string> = { ...variablesOf(probe) };
  const given = new Set(Object.keys(variables));
  for (const [name, other] of Object.entries(further)) {
    if (given.has(name))
      report({ offset: 0, message: `with names ${name}, which the probe itself gives.`, fix: 'Choose another name.' });
    else variables[name] = typeOfFurther(other);
  }
  const environment = typedEnvironment(variables, parameters);
  const explained = (error: LibraryError): ExpressionProblem =>
    typeFlaw(error, parameters) ?? adviceOn(error, text, Object.keys(variables), environment);
  const read = parse(environment, respell(text));
  if ('error' in read) {
    report(explained(read.error));
    return;
  }
  const { valid, type, error } = read.check();
  const wrong = valid ? [] : typeErrors(read, environment, error ?? {}).map(explained);
  const ours = findingsIn(read.ast, parameters);
  // A rule of ours knows more of a part that the library refuses too.
  const theirs = wrong.filter((problem) => !ours.some(({ offset }) => offset === problem.offset));
  for (const problem of [...theirs, ...ours].toSorted((a, b) => a.offset - b.offset)) report(problem);
  if (isCondition && type !== undefined && ours.length === 0 && type !== 'bool' && type !== 'dyn')
    report({
      offset: read.ast.start,
      message: `The condition is ${describe(type)}, not true or false.`,
      fix: "Compare it with something, as in self.status.phase == 'Running'.",
    });
}

function parse(environment: Environment, text: string): ParseResult | { readonly error: LibraryError } {
  try {
    return environment.parse(text);
  } catch (error) {
    return { error: libraryError(error) };
  }
}

/** Finds what our own rules see in any part of an expression, checked before. */
function findingsIn(node: ASTNode, parameters: readonly string[] | undefined): readonly ExpressionProblem[] {
  const found = partsOf(node).flatMap((part) => findingsIn(part, parameters));
  const report: ReportExpression = (problem) => found.push(problem);
  checkField(node, parameters, report);
  checkComparison(node, report);
  checkSpelling(node, report);
  checkIndex(node, report);
  checkCall(node, report);
  checkPattern(node, report);
  return found;
}

/** Returns the library's errors: it stops at the first, so the parts between && and || are checked one by one. */
function typeErrors({ ast }: ParseResult, environment: Environment, whole: LibraryError): readonly LibraryError[] {
  const parts = partsBetween(ast);
  if (parts.length === 1) return [whole];
  const errors = parts.flatMap((part) => {
    // Blanks before it keep every place.
    const read = parse(environment, ' '.repeat(part.start) + part.input.slice(part.start, part.end));
    return 'error' in read ? [] : (read.check().error ?? []);
  });
  return errors.length > 0 ? errors : [whole];
}

function partsBetween(node: ASTNode): readonly ASTNode[] {
  return node.op === '&&' || node.op === '||' ? node.args.flatMap(partsBetween) : [node];
}
