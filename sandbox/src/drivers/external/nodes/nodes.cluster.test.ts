import { describeDriver } from '../../../testing/conformance.ts';
import { openLentBench } from '../../../testing/lent-bench.ts';
import { studentName } from '../cluster/student.ts';
import { enteredInfo } from '../info.ts';

// The same cluster, whose owner lets its nodes be entered.
const declared = { hasCluster: true, isLent: true, student: studentName };
describeDriver(enteredInfo, () => openLentBench({ nodeAccess: 'docker' }), declared);
