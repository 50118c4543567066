import { mdxToJs } from 'satteri';
import { expect, test } from 'vitest';
import { stripLabPlugin } from './strip-lab.ts';

function compile(source: string): string {
  return mdxToJs(source, { mdastPlugins: [stripLabPlugin] }).code;
}

const lab = `
Your token is {{token}}; see {/* NOTSHOWN */}this.

<Task id="run" points={2} title="Run it">
Prose of the task.

<Check id="request" title="Asks" resource="v1/Pod ns/demo" that="self.spec.SECRET == '1'" expected="SECRET" actual={'SECRET'}>
  <Hint>SECRET hint</Hint>
</Check>
1. In a list: <Check id="inline" title="Inline" that="SECRET" />
</Task>

<Solution>
SECRET answer
</Solution>

{process.env.SECRET}
`;

test('checks, hints, solution and expressions are gone; prose and task stay', () => {
  const code = compile(lab);
  expect(code).not.toMatch(/SECRET|NOTSHOWN|Check|Hint|Solution/);
  expect(code).toContain('Prose of the task.');
  expect(code).toContain('id: "run"');
});

test('a parameter becomes its placeholder, to be filled in by the page', () => {
  expect(compile('Your token is {{token}}.')).toContain('{{token}}');
  expect(compile('{{ token }}')).toContain('{{token}}');
});
