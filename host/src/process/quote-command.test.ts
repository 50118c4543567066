import { expect, test } from 'vitest';
import { quoteCommand } from './quote-command.ts';

test('a command is quoted so that it can be pasted', () => {
  const argv = ['sh', '-c', "echo 'a b' > $HOME/x", '--flag=1'];
  expect(quoteCommand(argv)).toBe(`sh -c 'echo '\\''a b'\\'' > $HOME/x' --flag=1`);
});
