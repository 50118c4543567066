import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Lab, labNeeds, type LabProblem } from '@drydock/lab';
import { type DriverFacts, lackOf, missingOf } from '@drydock/sandbox';

/** Returns a finding for each lab that this driver cannot start, at the line that asks for what is missing. The lab itself is well: another driver can. */
export async function findLacks(labs: Iterable<Lab>, info: DriverFacts): Promise<readonly LabProblem[]> {
  const found = await Promise.all([...labs].map((lab) => findLack(lab, info)));
  return found.filter((problem) => problem !== undefined);
}

async function findLack(lab: Lab, info: DriverFacts): Promise<LabProblem | undefined> {
  const needs = labNeeds(lab);
  const lack = lackOf(info, { id: lab.id, ...needs });
  if (!lack) return undefined;
  const [first] = missingOf(info, needs);
  const source = await readFile(join(lab.directory, 'lab.mdx'), 'utf8');
  const fields = first === 'root' ? ['root', 'nodeShell'] : [first];
  const line = source.split('\n').findIndex((row) => fields.some((field) => row.startsWith(`${field}:`))) + 1;
  const place = { file: 'lab.mdx', line: Math.max(1, line), column: 1 };
  return { lab: lab.id, ...place, message: lack.message, fix: lack.fix, isHarmless: true };
}
