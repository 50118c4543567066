import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The password of a playground's private registry, drawn when a lesson first needs one. */
export const playgroundRegistries: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema.alterTable('playgrounds').addColumn('registryPassword', 'text').execute();
  },
};
