import type { cell as english } from '../en/cell.ts';

/** Words of a cell that nobody has used yet, in Chinese. */
export const cell: typeof english = {
  cell: (number) => `单元格 ${number}`,
  cellFile: (number, file) => `单元格 ${number}：${file}`,
  run: '运行',
  runCell: (number) => `运行单元格 ${number}`,
  runKeys: 'Shift+Enter 运行并跳到下一个',
  apply: '应用',
  applyFile: (file) => `应用 ${file}`,
  edit: '编辑',
  editFile: (file) => `编辑 ${file}`,
  openInTerminal: '在终端里打开',
  openCellInTerminal: (number) => `在终端里打开单元格 ${number}`,
  forTerminal: '这条命令要在终端里输入。',
  refusedCells: (cells) => `单元格 ${cells.join('、')} 在这台服务器上不能运行。`,
  exampleOutput: '示例输出：作者看到的结果',
  downloadNotebook: '下载为 Jupyter 笔记本（.ipynb）',
  printLesson: '打印',
};
