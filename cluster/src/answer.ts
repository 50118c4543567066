/**
 * Parses JSON of the API server, whose shape the caller knows. This is where objects of a cluster come in: they may be wrong in any
 * way, so their types (`objects/kinds.ts`) promise little, and what a check reads goes through its expression.
 */
export function parseAnswer<Shape>(text: Buffer | string): Shape {
  return JSON.parse(text.toString()) as Shape;
}
