/** The elements of the lab language. */
export const ownElements = ['Task', 'Check', 'Hint', 'Solution'] as const;

/** Those that never reach the browser's files: a page draws checks from ids and titles alone, hints come from the server. */
export const secretElements: ReadonlySet<string> = new Set(['Check', 'Hint', 'Solution']);

/** What the site offers in the text of a lab beside ours. */
export const offeredElements = [
  'Aside',
  'Card',
  'CardGrid',
  'Code',
  'Figure',
  'FileTree',
  'LinkButton',
  'Steps',
  'TabItem',
  'Tabs',
] as const;
