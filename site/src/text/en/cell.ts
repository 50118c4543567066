/** Words of a cell that nobody has used yet. */
export const cell = {
  cell: (number: string) => `Cell ${number}`,
  cellFile: (number: string, file: string) => `Cell ${number}: ${file}`,
  run: 'Run',
  runCell: (number: string) => `Run cell ${number}`,
  runKeys: 'Shift+Enter runs the cell and goes on to the next',
  apply: 'Apply',
  applyFile: (file: string) => `Apply ${file}`,
  edit: 'Edit',
  editFile: (file: string) => `Edit ${file}`,
  openInTerminal: 'Open in terminal',
  openCellInTerminal: (number: string) => `Open cell ${number} in the terminal`,
  forTerminal: 'This needs a terminal: you type into it.',
  refusedCells: (cells: readonly string[]) =>
    cells.length === 1
      ? `Cell ${cells[0]} cannot be run on this server.`
      : `Cells ${cells.slice(0, -1).join(', ')} and ${cells.at(-1)} cannot be run on this server.`,
  exampleOutput: 'Example output: what the author saw',
  downloadNotebook: 'Download as a notebook (.ipynb)',
  printLesson: 'Print',
};
