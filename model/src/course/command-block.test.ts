import { expect, test } from 'vitest';
import { readCommands } from './command-block.ts';

const typed = (code: string, language = 'console'): string | undefined => readCommands(language, code)?.commands;

test('prompts and what commands print are left out', () => {
  expect(typed('$ kubectl get ns\nNAME   STATUS\n\n$ kubectl get pods\nNo resources found')).toBe(
    'kubectl get ns\nkubectl get pods',
  );
});

test('a continued command is kept whole, with and without the prompt for more', () => {
  const whole = 'kubectl create configmap a \\\n    --from-literal=x=1';
  expect(typed(`$ ${whole}\nconfigmap/a created`)).toBe(whole);
  expect(typed(`$ kubectl create configmap a \\\n>     --from-literal=x=1\nconfigmap/a created`)).toBe(whole);
  expect(typed('$ kubectl get pods |\n>   grep web\nweb 1/1')).toBe('kubectl get pods |\n  grep web');
});

test('a heredoc keeps its text, and the commands behind it stay commands', () => {
  const whole = 'cat <<EOF\nhello\n$ five\nEOF';
  expect(typed(`$ ${whole}\nhello\n$ echo two\ntwo`)).toBe(`${whole}\necho two`);
  expect(typed('$ cat <<EOF\n> hello\n>\n> EOF\nhello\n\n$ echo two')).toBe('cat <<EOF\nhello\n\nEOF\necho two');
  expect(typed('$ cat <<EOF\n> quoted in the text\nEOF')).toBe('cat <<EOF\n> quoted in the text\nEOF');
});

test('loops, conditions and quotes over several lines are kept', () => {
  const loop = 'for i in 1 2; do\n  echo $i\ndone';
  expect(typed(`$ ${loop}\n1\n2`)).toBe(loop);
  expect(typed('$ for i in 1 2; do\n>   echo $i\n> done\n1\n2')).toBe(loop);
  expect(typed("$ kubectl patch svc a -p '\n{}\n'\npatched")).toBe("kubectl patch svc a -p '\n{}\n'");
  expect(typed('$ if true; then\n    echo a\n  fi\na')).toBe('if true; then\n    echo a\n  fi');
});

test('output that begins as a prompt for more does is output', () => {
  expect(typed('$ curl -v http://web/\n> GET / HTTP/1.1\n> Host: web\n< HTTP/1.1 200 OK')).toBe('curl -v http://web/');
});

test('prompts of other shells are prompts', () => {
  expect(typed('student@workspace:~$ ls\na')).toBe('ls');
  expect(typed('root@node-1:/# crictl ps\nCONTAINER')).toBe('crictl ps');
  expect(typed('[root@node ~]# ls')).toBe('ls');
  expect(typed('bash-5.2$ ls')).toBe('ls');
  expect(typed('/ # wget -qO- web\nhi')).toBe('wget -qO- web');
  expect(typed('# systemctl restart kubelet')).toBe('systemctl restart kubelet');
  expect(typed('$ ls\n# a comment\na')).toBe('ls');
});

test('a shell block is taken as it is, comments too; with prompts it is a session', () => {
  expect(typed('# make it\nkubectl create ns a\n', 'sh')).toBe('# make it\nkubectl create ns a');
  expect(typed("cat <<'EOF'\n  a: $ b\n$ c\nEOF", 'bash')).toBe("cat <<'EOF'\n  a: $ b\n$ c\nEOF");
  expect(typed('$ kubectl get ns\nNAME', 'sh')).toBe('kubectl get ns');
  expect(typed('kubectl get pods\r\n\r\n', 'sh')).toBe('kubectl get pods');
});

test('what a program printed and other languages have no commands', () => {
  expect(typed('NAME   READY\nweb    1/1')).toBeUndefined();
  expect(typed('$ ls', 'yaml')).toBeUndefined();
  expect(typed('', 'sh')).toBeUndefined();
});

test('a command that is never whole is a flaw in the line it begins', () => {
  expect(readCommands('console', '$ ls\na\n$ cat <<EOF\nhello')?.flaw).toEqual({
    row: 2,
    openness: { why: 'heredoc', word: 'EOF' },
  });
  expect(readCommands('console', "$ echo 'a\n$ ls")?.flaw).toEqual({ row: 0, openness: { why: 'quote', mark: "'" } });
  expect(readCommands('sh', 'kubectl get \\')?.flaw).toEqual({ row: 0, openness: { why: 'backslash' } });
});
