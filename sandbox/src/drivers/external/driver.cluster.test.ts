import { describeDriver } from '../../testing/conformance.ts';
import { openLentBench } from '../../testing/lent-bench.ts';
import { studentName } from './cluster/student.ts';
import { externalInfo } from './info.ts';

const declared = { hasCluster: true, isLent: true, student: studentName };
describeDriver(externalInfo, () => openLentBench({ nodeAccess: undefined }), declared);
