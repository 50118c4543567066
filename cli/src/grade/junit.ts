import type { Lab } from '@drydock/lab';
import type { CourseError, Verdict } from '@drydock/model';

/** The verdicts as a JUnit report: a suite per task, a case per check; a fail is a failure, what could not be judged an error. */
export function junitOf(lab: Lab, verdicts: readonly Verdict[]): string {
  const suites = lab.tasks.map((task) => {
    const cases = task.checks.map((check) => {
      const verdict = verdicts.find((each) => each.task === task.id && each.check === check.id);
      const name = `    <testcase classname="${escape(`${lab.id}.${task.id}`)}" name="${escape(`${check.id}: ${check.title.en}`)}"`;
      if (verdict?.outcome === 'pass') return `${name}/>`;
      const kind = verdict?.outcome === 'fail' ? 'failure' : 'error';
      const message = escape(verdict?.message.en ?? 'not judged');
      const detail = `expected: ${verdict?.expected?.en ?? ''}\nactual: ${verdict?.actual ?? ''}`;
      return `${name}>\n      <${kind} message="${message}">${escape(detail)}</${kind}>\n    </testcase>`;
    });
    const outcomes = verdicts.filter((each) => each.task === task.id).map(({ outcome }) => outcome);
    const failures = outcomes.filter((outcome) => outcome === 'fail').length;
    const passes = outcomes.filter((outcome) => outcome === 'pass').length;
    const errors = task.checks.length - failures - passes;
    return [
      `  <testsuite name="${escape(task.title.en)}" tests="${task.checks.length}" failures="${failures}" errors="${errors}">`,
      ...cases,
      '  </testsuite>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escape(lab.id)}">\n${suites.join('\n')}\n</testsuites>\n`;
}

/** What kept a lab from being graded, as a JUnit report of one error. */
export function errorJunitOf(lab: string, { code, message, fix }: CourseError): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escape(lab)}">`,
    '  <testsuite name="grade" tests="1" failures="0" errors="1">',
    `    <testcase classname="${escape(lab)}" name="grade">`,
    `      <error type="${code}" message="${escape(message)}">${escape(fix)}</error>`,
    '    </testcase>',
    '  </testsuite>',
    '</testsuites>\n',
  ].join('\n');
}

/** Text of a cluster may hold anything; XML may not. */
function escape(text: string): string {
  const isAllowed = (code: number): boolean =>
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    code >= 0x1_0000;
  const clean = Array.from(text, (character) => (isAllowed(character.codePointAt(0) ?? 0) ? character : '\uFFFD')).join(
    '',
  );
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
