import { type LabCatalogue, labNeeds } from '@drydock/lab';
import { type DriverFacts, lackOf } from '@drydock/sandbox';
import type { Logger } from 'pino';

/** Logs the findings of the labs, and each lab that this driver cannot start. */
export function warnOfLabs({ labs, problems }: LabCatalogue, driver: DriverFacts, log: Logger): void {
  for (const problem of problems) log.warn(problem, 'a lab has findings');
  for (const lab of labs.values()) {
    const lack = lackOf(driver, { id: lab.id, ...labNeeds(lab) });
    if (lack) log.warn(lack.toJSON(), 'a lab cannot be started');
  }
}
