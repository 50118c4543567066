import { notChinese } from '@drydock/model/not-chinese';
import { expect, test } from 'vitest';
import { cellLackOf } from './cell-lack.ts';
import { knownDrivers } from './known-drivers.ts';
import { tierTwo } from './tiers/tier-two.ts';

const { kind, external } = knownDrivers;
const shared = tierTwo.narrow(kind.info);

test.each([
  ['kind', kind.info, 'root', undefined],
  ['kind', kind.info, 'admin', undefined],
  ['kind in tier 2', shared, 'root', /root on a node, and on this server students share a machine/u],
  ['kind in tier 2', shared, 'admin', /rights of an administrator/u],
  ['a lent cluster whose nodes are closed', external.info, 'root', /the driver external gives no access to nodes/u],
  ['a lent cluster whose nodes are closed', external.info, 'admin', undefined],
  ['a lent cluster whose nodes are open', { ...external.info, hasNodeShells: true }, 'root', undefined],
] as const)(
  'on %s a cell that needs this of its student is run or refused as said: %o, %s',
  (_, info, need, message) => {
    const lack = cellLackOf(info, need);
    expect(lack?.code).toBe(message && 'capability_missing');
    if (!lack || !message) return;
    expect(lack.message).toMatch(message);
    expect(lack.fix).toContain('on your own machine');
    expect(notChinese(lack.toJSON().zh ?? { message: '', fix: '' })).toEqual([]);
  },
);
