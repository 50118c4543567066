export { noNode, oldNode, testCheck, testLab } from './test-lab.ts';
export { writeLab } from './write-lab.ts';
