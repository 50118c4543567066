import { expect, test } from 'vitest';
import { checkImages, checkPulled, checkReferences } from './references.ts';

const images = { busybox: '1.37', nginx: '1.26' };
type Check = typeof checkPulled;

function findings(check: Check, text: string): string[] {
  const found: string[] = [];
  check(text, images, ({ line, column }, message, fix) => found.push(`${line}:${column} ${message} ${fix}`));
  return found;
}

test('an image that no cluster has is found in manifests and commands, with the lab image of that name', () => {
  expect(findings(checkPulled, 'kind: Pod\n    - image: docker.io/library/busybox:1.36\n')).toEqual([
    expect.stringMatching(
      /^2:14 docker\.io\/library\/busybox:1\.36 is no lab image.*Write course\.local\/busybox:1\.37,/,
    ),
  ]);
  expect(findings(checkPulled, 'kubectl run a --image=alpine')).toEqual([
    expect.stringContaining('one of course.local/busybox:1.37, course.local/nginx:1.26'),
  ]);
});

test('lab images, the private registry, parameters, and what is meant to fail are let through', () => {
  const text = [
    'image: "course.local/nginx:1.26"',
    'kubectl run a --image registry.course.local:5000/student/app-{{token}}:v1',
    "kubectl run b --image='{{image}}'",
    'image: nowhere.invalid/app:v1 # no such image',
  ];
  expect(findings(checkPulled, text.join('\n'))).toEqual([]);
});

test('a lab image in another tag, or one that is not built, is found wherever it is named', () => {
  expect(findings(checkImages, 'see course.local/nginx:1.27 and course.local/alpine:3')).toEqual([
    expect.stringContaining('exists as 1.26, not as 1.27'),
    expect.stringContaining('Write one of busybox, nginx, or end the line with'),
  ]);
});

test('a page shows no command with an image that no cluster has', () => {
  const found: string[] = [];
  checkReferences('```sh\nkubectl run a --image=nginx\n```', undefined, { images }, ({ line, column }, message, fix) =>
    found.push(`${line}:${column} ${message} ${fix}`),
  );
  expect(found).toEqual([expect.stringMatching(/^2:23 nginx is no lab image.* Write course\.local\/nginx:1\.26,/)]);
});

test.each([
  ['a script', 'kubectl set image deployment/web web=course.local/nginx:v3-broken # no such image'],
  ['a manifest', '    - image: course.local/ngnix:1.26   # no such image'],
  ['an edit', String.raw`s/nginx:1.26/course.local\/nginx:v3/; s/x/course.local\/ngnix/ # no such image`],
  ['the text of a page', 'Set the image to `course.local/nginx:v3-broken`. {/* no such image */}'],
  ['a table', '| image | `course.local/nginx:v3-broken` {/* no such image */} |'],
])('a lab image that does not exist may be named in %s where the line marks it as intended', (_, text) => {
  expect(findings(checkImages, text)).toEqual([]);
  expect(findings(checkPulled, text)).toEqual([]);
});

test('the advice about a lab image names the way out', () => {
  expect(findings(checkImages, 'kubectl set image d/web web=course.local/nginx:v3-broken')).toEqual([
    expect.stringMatching(/Write course\.local\/nginx:1\.26, or end the line with «# no such image»/),
  ]);
});
