import ts from 'typescript';

/**
 * Finds where a source text tells the compiler a type instead of showing it: `as X`, `<X>`, `x!`, and JSON or YAML that gets its
 * type by being declared (`const a: X = JSON.parse(text)`). Returns the line of each, counted from 1.
 */
export function castsIn(file: string, text: string): readonly number[] {
  // Of a page only its script is TypeScript.
  const script = file.endsWith('.astro') ? (/^---$[^]*?^---$/m.exec(text)?.[0].replaceAll('---', '') ?? '') : text;
  const source = ts.createSourceFile(file.replace(/\.astro$/, '.ts'), script, ts.ScriptTarget.Latest, true);
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    if (isCast(node)) found.push(source.getLineAndCharacterOfPosition(node.getStart()).line + 1);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isCast(node: ts.Node): boolean {
  if (ts.isNonNullExpression(node) || ts.isTypeAssertionExpression(node)) return true;
  if (ts.isAsExpression(node)) return !ts.isConstTypeReference(node.type);
  return isRead(node) && isTyped(typeGivenTo(node));
}

/** Whether a call returns `any` out of a text that comes from elsewhere. */
function isRead(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { expression, name } = node.expression;
  if (name.text === 'parse') return expression.getText() === 'JSON';
  return node.arguments.length === 0 && /^(?:json|toJS)$/.test(name.text);
}

/** The type that the place of an expression declares. */
function typeGivenTo(node: ts.Node): ts.TypeNode | undefined {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent)) return parent.type;
  if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) {
    return ts.findAncestor(parent, ts.isFunctionLike)?.type;
  }
  // What is awaited, chosen by a condition or chained keeps its type.
  return ts.isAwaitExpression(parent) || ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent)
    ? typeGivenTo(parent)
    : undefined;
}

function isTyped(type: ts.TypeNode | undefined): boolean {
  return type !== undefined && !/^(?:Promise<)?unknown\b/.test(type.getText());
}
