import { join } from 'node:path';
import type { Lab, LabCatalogue } from '@drydock/lab';
import { CourseError } from '@drydock/model';
import { checkout } from '../setup/checkout.ts';

/** One lab of a catalogue by its id; `lab_unknown` names those there are, `lab_invalid` its first finding. */
export function labOf({ labs, problems }: LabCatalogue, id: string): Lab {
  const found = labs.get(id);
  if (found) return found;
  const first = problems.find(({ lab, isHarmless }) => lab === id && !isHarmless);
  if (first) {
    throw new CourseError(
      'lab_invalid',
      `Lab ${id} has findings, the first in ${first.file} line ${first.line}: ${first.message}`,
      `Run \`npx drydock lab lint ${id}\` for all of them.`,
    );
  }
  throw new CourseError(
    'lab_unknown',
    `There is no lab ${JSON.stringify(id)} in ${join(checkout, 'labs')}.`,
    `The labs are: ${[...labs.keys()].toSorted().join(', ')}.`,
  );
}
