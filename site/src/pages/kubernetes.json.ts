import { schema } from '@drydock/lab';

/** The kinds and fields of the course's Kubernetes, for the editor of manifests: fetched when one is opened. */
export const GET = (): Response => Response.json(schema);
