import type { YAMLError } from 'yaml';

/** One thing that keeps a text from being YAML, and what to do. */
export interface YamlFlaw {
  readonly offset: number;
  readonly what: string;
  readonly fix: string;
}

/** The mistakes of a YAML document in words. A tab that indents is reported alone: what comes after it is read wrong because of it. */
export function yamlFlaws(errors: readonly YAMLError[]): readonly YamlFlaw[] {
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  return (tabs.length > 0 ? tabs.slice(0, 1) : errors).map(({ message, pos }) => ({
    offset: pos[0],
    what: message.split('\n')[0]?.replace(/ at line .*/, '') ?? '',
    fix:
      tabs.length > 0
        ? 'Indent with spaces; YAML takes no tab there.'
        : 'Look at the indentation, and quote text that holds : or #.',
  }));
}
