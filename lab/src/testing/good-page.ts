/** A lab page without a mistake, for tests to put one in. */
export const goodPage = `---
title: A lab
lesson: resources/memory
minutes: 15
parameters: { token: random8 }
objectives: [one]
---

Your token is {{token}}.

<Task id="run" points={2} title="Run it">

Some **text**.

<Check id="limit" title="The limit" resource="v1/Pod lab/demo" since="start" within="20s"
       that="self.spec.nodeName == 'b'" expected="a is b">
  <Hint>Look at \`kubectl\`.</Hint>
  <Hint>Look closer.</Hint>
</Check>

</Task>

<Solution>

Do it.

\`\`\`sh
if true; then
  echo {{token}}
fi
\`\`\`

</Solution>
`;
