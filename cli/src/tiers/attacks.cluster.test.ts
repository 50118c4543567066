import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeAdmission } from './testing/admission-attacks.ts';
import { type Ground, openGround } from './testing/ground.ts';
import { describeHost } from './testing/host-attacks.ts';
import { describeRights } from './testing/rights-attacks.ts';
import { solve } from './testing/solve.ts';

/** Labs that are offered where students share the machine: one on limits, one on a folder of a node, one on a probe. */
const solved = ['memory-limit', 'pv-pvc-nginx', 'readiness-endpoints'];

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
}, 600_000);
afterAll(() => ground?.close(), 120_000);

describe('attacks out of a sandbox, which work in tier 1 and fail in tier 2', () => {
  describeAdmission(() => ground);
  describeRights(() => ground);
  describeHost(() => ground);
});

test('in tier 2 a student solves labs by the solution that is shown', async () => {
  expect(await solve(ground.two, solved)).toEqual(solved.map((lab) => ({ lab, ok: true })));
}, 900_000);
