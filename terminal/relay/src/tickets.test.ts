import { expect, test } from 'vitest';
import { createTickets, type Grant } from './tickets.ts';

const agent = () => Promise.reject(new Error('nobody dials in this test'));
const grant: Grant = { user: 'u', attempt: 'a', terminal: 'shell-1', kind: 'workspace', agent };

function makeTickets(perMinute = 100) {
  let clock = 0;
  const tickets = createTickets({ lifeMs: 30_000, perMinute, now: () => clock });
  return { tickets, advance: (ms: number) => (clock += ms) };
}

test('a ticket gives its grant once', () => {
  const { tickets } = makeTickets();
  const ticket = tickets.issue(grant);
  expect(tickets.redeem(ticket)).toBe(grant);
  expect(() => tickets.redeem(ticket)).toThrow('was used before');
});

test('a ticket is good for 30 s', () => {
  const { tickets, advance } = makeTickets();
  const [inTime, late] = [tickets.issue(grant), tickets.issue(grant)];
  advance(29_999);
  expect(tickets.redeem(inTime)).toBe(grant);
  advance(1);
  expect(() => tickets.redeem(late)).toThrow('older than 30 s');
});

test.each(['', '.', 'nonsense', 'a.b.c'])('%j is no ticket', (text) => {
  expect(() => makeTickets().tickets.redeem(text)).toThrow(expect.objectContaining({ code: 'bad_ticket' }));
});

test('a guess at the secret does not use the ticket up', () => {
  const { tickets } = makeTickets();
  const ticket = tickets.issue(grant);
  expect(() => tickets.redeem(`${ticket.split('.')[0]}.guess`)).toThrow('unknown');
  expect(tickets.redeem(ticket)).toBe(grant);
});

test('tickets of an attempt are revoked, those of others are not', () => {
  const { tickets } = makeTickets();
  const [mine, other] = [tickets.issue(grant), tickets.issue({ ...grant, attempt: 'b' })];
  tickets.revoke('a');
  expect(() => tickets.redeem(mine)).toThrow('unknown');
  expect(tickets.redeem(other).attempt).toBe('b');
});

test('a user who asks too often is told when to try again; another user is not held up', () => {
  const { tickets, advance } = makeTickets(2);
  tickets.issue(grant);
  tickets.issue(grant);
  expect(() => tickets.issue(grant)).toThrow(
    expect.objectContaining({ code: 'rate_limited', fix: 'Try again in 30 s.' }),
  );
  tickets.issue({ ...grant, user: 'v' });
  advance(60_000);
  expect(tickets.issue(grant)).toMatch(/\./);
});
