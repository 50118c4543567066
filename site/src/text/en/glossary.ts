/** Words of the glossary; only the build writes them into pages. */
export const glossary = {
  title: 'Glossary',
  /** How a term is named among other pages. */
  termTitle: (word: string) => `Glossary: ${word}`,
  lead: 'The words of this course, each with the lesson that shows what it means.',
  filter: 'Filter the terms',
  filterHelp: 'Type a part of a word, in either language. Enter goes to the first match, Escape shows all again.',
  shown: (count: string) => `${count} terms shown`,
  noneShown: 'No term has these letters.',
  explained: 'Explained in',
  language: 'In Chinese:',
};

export type GlossaryText = typeof glossary;
