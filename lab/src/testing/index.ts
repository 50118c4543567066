export { noNode, oldNode, testCheck, testLab } from './test-lab.ts';
