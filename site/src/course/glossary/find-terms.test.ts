import { expect, test } from 'vitest';
import type { Language } from '@drydock/model';
import { createTermFinder } from './find-terms.ts';
import type { Term } from './glossary.ts';

const term = (en: string, zh: string): Term => ({
  id: en,
  word: { en, zh },
  definition: { en: '', zh: '' },
  lesson: '',
  forms: { en: [en], zh: [zh] },
  except: [],
});
const terms = [
  term('probe', '探针'),
  term('liveness probe', '存活探针'),
  term('Service', 'Service'),
  term('QoS class', 'QoS 类'),
  term('registry', '镜像仓库'),
  term('image', '镜像'),
  term('kube-proxy', 'kube-proxy'),
];

/** The texts of a page with each link in brackets. */
function linked(language: Language, ...texts: string[]): string[] {
  const find = createTermFinder(terms, language);
  return texts.map((text) =>
    find(text)
      .map((piece) => (piece.term ? `[${piece.text}:${piece.term.id}]` : piece.text))
      .join(''),
  );
}

test('only the first use on a page is found, and the longest term at a place', () => {
  expect(linked('en', 'A liveness probe is a probe.', 'A probe.')).toEqual([
    'A [liveness probe:liveness probe] is a [probe:probe].',
    'A probe.',
  ]);
});

test('English words are found whole, in the plural, over a line break and at the start of a sentence', () => {
  expect(linked('en', 'Probes ask')).toEqual(['[Probes:probe] ask']);
  expect(linked('en', 'two registries, QoS\nclasses')).toEqual(['two [registries:registry], [QoS\nclasses:QoS class]']);
  expect(linked('en', 'reimage, image-based, images/go, probe.sh, web-probe')).toEqual([
    'reimage, image-based, images/go, probe.sh, web-probe',
  ]);
  expect(linked('en', 'at your service; a Service’s name')).toEqual(['at your service; a [Service:Service]’s name']);
  expect(linked('en', 'kube-proxy.')).toEqual(['[kube-proxy:kube-proxy].']);
});

test('Chinese terms are found without borders between words, Latin ones with theirs', () => {
  expect(linked('zh', '给存活探针和探针用镜像')).toEqual(['给[存活探针:liveness probe]和[探针:probe]用[镜像:image]']);
  expect(linked('zh', '从镜像仓库拉镜像')).toEqual(['从[镜像仓库:registry]拉[镜像:image]']);
  expect(linked('zh', '写ServiceAccount，再写Service的名字')).toEqual([
    '写ServiceAccount，再写[Service:Service]的名字',
  ]);
});

test('a page without terms is left as it is', () => {
  expect(linked('en', '', 'nothing here')).toEqual(['', 'nothing here']);
  expect(createTermFinder([], 'en')('a probe')).toEqual([{ text: 'a probe' }]);
});
