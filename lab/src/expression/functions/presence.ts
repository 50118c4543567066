import { codeOf } from '@drydock/model';
import { type ASTNode, Optional, TypeError as CelTypeError } from '@marcbachmann/cel-js';

/** What a macro may ask of the library while it checks or runs an expression. */
interface Runner {
  check(node: ASTNode, context: unknown): unknown;
  run(node: ASTNode, context: unknown): unknown;
  getType(name: string): unknown;
}
interface Macro {
  readonly field: ASTNode;
}

const missing = new Set(['no_such_key', 'index_out_of_bounds']);

function isThere(runner: Runner, field: ASTNode, context: unknown): boolean {
  try {
    const value = runner.run(field, context);
    return value instanceof Optional ? value.hasValue() : value !== undefined;
  } catch (error) {
    if (missing.has(codeOf(error) ?? '')) return false;
    throw error;
  }
}

/** `isSet(self.spec.a[0].b)`: whether every part of a path is there. Unlike has() a missing middle is no error. */
export function isSet({ args: [field] }: { args: readonly ASTNode[] }): unknown {
  return {
    field,
    typeCheck(checker: Runner, macro: Macro, context: unknown): unknown {
      checker.check(macro.field, context);
      return checker.getType('bool');
    },
    evaluate: (runner: Runner, macro: Macro, context: unknown): boolean => isThere(runner, macro.field, context),
  };
}

/** `has(a[0].b)`, as CEL has it: whether the last field is there; what comes before it must be. */
export function has({ args: [field] }: { args: readonly ASTNode[] }): unknown {
  return {
    field,
    typeCheck(checker: Runner, macro: Macro, context: unknown): unknown {
      if (macro.field.op !== '.' && macro.field.op !== '.?')
        throw new CelTypeError({
          code: 'invalid_macro_argument',
          message: 'has() asks for a field, as in has(self.spec.nodeName)',
          node: macro.field,
        });
      checker.check(macro.field, context);
      return checker.getType('bool');
    },
    evaluate(runner: Runner, macro: Macro, context: unknown): boolean {
      if (macro.field.op === '.' || macro.field.op === '.?') runner.run(macro.field.args[0], context);
      return isThere(runner, macro.field, context);
    },
  };
}
