import type { CourseError } from '@drydock/model';
import type { DriverFacts } from './driver.ts';
import type { CellLack } from './text/en.ts';
import { fail } from './text/fail.ts';

/** Returns why a cell that needs this of its student cannot be run with this driver: `capability_missing`; undefined when it can. */
export function cellLackOf(info: DriverFacts, need: CellLack['need']): CourseError | undefined {
  const why = whyNot(info, need);
  return why && fail('capability_missing', (text) => text.cellLacks({ need, why, driver: info.name }));
}

function whyNot({ isShared, hasNodeShells }: DriverFacts, need: CellLack['need']): CellLack['why'] | undefined {
  if (isShared) return 'shared';
  return need === 'root' && !hasNodeShells ? 'no access' : undefined;
}
