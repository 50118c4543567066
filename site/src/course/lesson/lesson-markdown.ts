/** A lesson's MDX as plain Markdown: components become what Markdown can say, comments of the author go. Blocks of code stay as they are. */
export function lessonMarkdown(title: string, body: string): string {
  const pieces = body.split(/(^[ \t]*(`{3,}|~{3,})[^\n]*\n[\s\S]*?^[ \t]*\2[ \t]*$)/m);
  // The fence itself is a group of its own: every third piece.
  const text = pieces.flatMap((piece, index) => (index % 3 === 2 ? [] : [index % 3 === 1 ? piece : plainProse(piece)]));
  return `# ${title}\n\n${text
    .join('')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function plainProse(prose: string): string {
  return prose
    .replaceAll(/\{\/\*[\s\S]*?\*\/\}/g, '')
    .replaceAll(/<Figure\b[^>]*?\balt="([^"]*)"[^>]*\/>/g, '*$1*')
    .replaceAll(/<LabLink\b[^>]*?\blab="([^"]*)"[^>]*\/>/g, '`$1`')
    .replaceAll(/<Quiz\b[^>]*?\bquestion="([^"]*)"[^>]*>/g, '**$1**\n')
    .replaceAll(/[ \t]*<Choice\b[^>]*>\s*([\s\S]*?)\s*<\/Choice>/g, '- $1')
    .replaceAll(/<Correction\b[^>]*?\bnotes="([^"]*)"[^>]*>\s*([\s\S]*?)\s*<\/Correction>/g, '> $1\n>\n> **$2**')
    .replaceAll(/<\/?[A-Z][\w.]*\b[^>]*>/g, '')
    .replaceAll(/^:::.*$/gm, '');
}
