import { fillParameters } from '@drydock/model';
import { cutParameters, gatherPlaceholders } from '../parameters.ts';

/** Marks every `{{name}}` of a declared parameter in the text below `root` as a place, drawn dotted until its value is known. Call once. */
export function markPlaces(root: Element, declared: ReadonlySet<string>, titleLater: string): void {
  for (const line of root.querySelectorAll('.ec-line')) {
    const nodes = textNodes(line);
    const gathered = gatherPlaceholders(nodes.map((node) => node.data));
    for (const [index, node] of nodes.entries()) node.data = gathered[index] ?? node.data;
  }
  for (const node of textNodes(root)) {
    // Islands redraw their own text and fill it themselves.
    if (node.parentElement?.closest('astro-island')) continue;
    const pieces = cutParameters(node.data, declared);
    const [only] = pieces;
    if (pieces.length === 0 || (pieces.length === 1 && only && 'text' in only && only.text === node.data)) continue;
    node.replaceWith(...pieces.map((piece) => ('text' in piece ? piece.text : place(piece.parameter, titleLater))));
  }
}

/** Writes the values into the marked places and into what the buttons of code blocks copy; without a value the name stays, dotted. */
export function fillPlaces(root: Element, parameters: Readonly<Record<string, string>>): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-parameter]')) {
    const name = element.dataset['parameter'] ?? '';
    const value = parameters[name];
    element.textContent = value ?? name;
    element.toggleAttribute('data-filled', value !== undefined);
    if (value !== undefined) element.removeAttribute('title');
  }
  for (const name of ['code', 'commands']) {
    for (const element of root.querySelectorAll<HTMLElement>(`[data-${name}]`)) {
      element.dataset['template'] ??= element.dataset[name] ?? '';
      element.dataset[name] = fillParameters(element.dataset['template'], parameters);
    }
  }
}

function place(parameter: string, title: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'parameter';
  element.dataset['parameter'] = parameter;
  element.title = title;
  element.textContent = parameter;
  return element;
}

function textNodes(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node instanceof Text) found.push(node);
  return found;
}
