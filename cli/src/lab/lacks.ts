import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Lab, labNeeds, type LabProblem } from '@drydock/lab';
import { type DriverInfo, missingCapabilities } from '@drydock/model';
import { lackOf } from '@drydock/sandbox';

/** Returns a finding for each lab that this driver cannot start, at the line that asks for what is missing. The lab itself is well: another driver can. */
export async function findLacks(labs: Iterable<Lab>, info: DriverInfo): Promise<readonly LabProblem[]> {
  const found = await Promise.all([...labs].map((lab) => findLack(lab, info)));
  return found.filter((problem) => problem !== undefined);
}

async function findLack(lab: Lab, info: DriverInfo): Promise<LabProblem | undefined> {
  const needs = labNeeds(lab);
  const lack = lackOf(info, { id: lab.id, ...needs });
  if (!lack) return undefined;
  const [first] = missingCapabilities(info, needs);
  const source = await readFile(join(lab.directory, 'lab.mdx'), 'utf8');
  const line = source.split('\n').findIndex((row) => row.startsWith(`${first}:`)) + 1;
  const place = { file: 'lab.mdx', line: Math.max(1, line), column: 1 };
  return { lab: lab.id, ...place, message: lack.message, fix: lack.fix, isHarmless: true };
}
