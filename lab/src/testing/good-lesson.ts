/** The cells of the lesson, the same in both languages. */
const cells = `\`\`\`sh cell
kubectl create namespace kitchen
\`\`\`
\`\`\`output
namespace/kitchen created
\`\`\`

\`\`\`yaml cell file="soup.yaml"
apiVersion: v1
kind: Pod
metadata:
  name: soup
  namespace: kitchen
spec:
  containers:
    - name: pot
      image: course.local/busybox:1.37
      command: [sleep, infinity]
\`\`\`

\`\`\`sh cell timeout=20
kubectl apply -f soup.yaml
kubectl get pods -n kitchen -w
\`\`\`

\`\`\`sh cell exit=1
kubectl get pod salad -n kitchen
\`\`\`

`;

/** A lesson with cells in which lint finds nothing, in both languages. */
export const goodLesson = {
  en: `---
title: Pods in a kitchen
description: A Pod, from file to answer.
minutes: 10
objectives:
  - You can run a Pod.
  - You can read what it says.
needs: [resources/metrics]
---

Mia runs a soup.

${cells}<Quiz id="soup-1" question="What runs?">
  <Choice reason="It was never made.">A salad</Choice>
  <Choice correct reason="You made it.">A soup</Choice>
  <Choice reason="It was never made.">A cake</Choice>
</Quiz>
`,
  zh: `---
title: 厨房里的 Pod
description: 从文件到回答。
minutes: 10
objectives:
  - 会运行 Pod。
  - 会读它的输出。
needs: [resources/metrics]
---

小米煮了一锅汤，先要一个命名空间（namespace）。

${cells}<Quiz id="soup-1" question="在运行的是什么？">
  <Choice reason="没有人建过它。">沙拉</Choice>
  <Choice correct reason="是你建的。">汤</Choice>
  <Choice reason="没有人建过它。">蛋糕</Choice>
</Quiz>
`,
} as const;
