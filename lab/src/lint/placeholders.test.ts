import { expect, test } from 'vitest';
import { goodPage } from '../testing/good-page.ts';
import { parseLab } from '../language/parse.ts';
import { checkPlaceholders } from './placeholders.ts';

/** The findings of a script or manifest of a lab with the parameter `token`. */
function inScript(text: string, parameters = ['token']): readonly string[] {
  const found: string[] = [];
  checkPlaceholders(text, new Set(parameters), ({ line, column }, message, fix) =>
    found.push(`${line}:${column} ${message} ${fix}`),
  );
  return found;
}

/** The findings of a page with this in place of one of its paragraphs, which is in line 13. */
function inPage(text: string): readonly string[] {
  const found: string[] = [];
  parseLab(
    goodPage.replace('Some **text**.', () => text),
    ({ line, column }, message, fix) => found.push(`${line}:${column} ${message} ${fix}`),
  );
  return found;
}

const others = [
  "kubectl get pod x -o go-template='{{range .status.containerStatuses}}{{.name}}{{else}}none{{end}}'",
  '{{range .items}}{{if .x}}{{break}}{{continue}}{{end}}{{len .y}}{{- end -}}{{end}}',
  'kubectl get pods -o jsonpath=\'{.items[*].metadata.name}{"\\n"}\'',
  'image: {{ .Values.image }} {{ include "app.name" . }} {{- toYaml .Values.env | nindent 8 }}',
  '{% for host in hosts %}{{ host }} {{ item }}{% endfor %}',
  'key: ${{ secrets.KEY }} ${{ github }}',
];

test.each(others)('templates of other tools are left alone in code, scripts and manifests: %s', (line) => {
  expect(inScript(line)).toEqual([]);
  expect(inPage(`\`\`\`yaml\n${line}\n\`\`\``)).toEqual([]);
  expect(inPage(`1. In a list:\n\n   \`\`\`sh\n   ${line}\n   \`\`\``)).toEqual([]);
  expect(inPage(`Write \`\`${line}\`\` there.`)).toEqual([]);
});

test('a misspelt parameter is found in code too, with the way to write the braces themselves', () => {
  const found =
    '{{tokn}} is not a parameter of this lab. Did you mean {{token}}? Braces of another template language are written as \\{{tokn}} in code.';
  expect(inScript('set -eu\necho {{tokn}}')).toEqual([`2:6 ${found}`]);
  expect(inScript('kubectl label pod a mark={{tokn}}')).toEqual([expect.stringContaining('{{tokn}}') as string]);
  expect(inPage('Write `echo {{tokn}}`.')).toEqual([`13:13 ${found}`]);
  expect(inPage('```sh\necho {{Token}}\n```')).toEqual([expect.stringContaining('Did you mean {{token}}?') as string]);
  expect(inScript('echo \\{{tokn}}')).toEqual([]);
});

test('a name that is not declared is found in prose, and one that labs use for a parameter everywhere', () => {
  expect(inPage('Your code is {{code}}.')).toEqual([
    '13:14 {{code}} is not a parameter of this lab. Add it to parameters: in the frontmatter, as code: random8; braces of another template language are written as `{{code}}` in code.',
  ]);
  expect(inScript('echo {{token}}', [])).toEqual([
    expect.stringContaining('Add it to parameters: in the frontmatter, as token: random8') as string,
  ]);
});

test('a template that MDX cannot read is found with what to do about it', () => {
  expect(inPage('The value is {{ .Values.x }}.')).toEqual([
    expect.stringMatching(
      /^13:\d+ This is not valid MDX: .* Write braces of another template language as code/,
    ) as string,
  ]);
});
