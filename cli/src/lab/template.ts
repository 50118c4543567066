/** What a new lab is made from. */
export interface NewLab {
  readonly id: string;
  /** `module/lesson`, one of content/course.json. */
  readonly lesson: string;
  /** A lab image with its tag, such as `course.local/nginx:1.26`. */
  readonly image: string;
}

/** The files of a new lab by their paths in its folder: one task that is whole, to be changed into what the lab is about. */
export function newLabFiles({ id, lesson, image }: NewLab): Readonly<Record<string, string>> {
  // A namespace is at most 63 characters long, as an id is.
  const namespace = `lab-${id}`.slice(0, 63).replace(/-+$/, '');
  const name = id.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());
  const texts = { namespace, image, name, lesson };
  return {
    'lab.mdx': english(texts),
    'lab.zh.mdx': chinese(texts),
    'solution/solve.sh': script(texts),
    'mutants/mark-of-somebody-else/solution.sed': 's/\\{\\{token\\}\\}/somebody-else/\n',
    'mutants/running-and-ending-at-once/solution.sed': 's/^kubectl run .*/& --command -- false/\n',
  };
}

type Texts = Readonly<Record<'namespace' | 'image' | 'name' | 'lesson', string>>;

const english = ({ namespace, image, name, lesson }: Texts): string => `---
title: ${name}
lesson: ${lesson}
minutes: 10
profile: one-node
nodeShell: false
parameters: { token: random8 }
objectives:
  - Run a Pod that can be told from others by its label
---

Explain in a few sentences what this lab is about and why it matters.

<Task id="run" points={2} title="Run a Pod with your mark">

Make the namespace \`${namespace}\`, and in it a Pod \`web\` of the image \`${image}\` with the label \`mark={{token}}\`.

<Check
  id="mark"
  title="The Pod carries your mark"
  resource="v1/Pod ${namespace}/web"
  since="start"
  that="self.metadata.labels.mark == params.token"
  expected="the label mark is {{token}}"
>
  <Hint>\`kubectl get pods -n ${namespace} --show-labels\` shows the labels.</Hint>
  <Hint>The value is the token in the text of this task; it changes with every reset.</Hint>
  <Hint>\`kubectl label pod web -n ${namespace} --overwrite mark=…\` changes a label of a Pod that runs.</Hint>
</Check>

<Check
  id="running"
  title="The Pod runs"
  resource="v1/Pod ${namespace}/web"
  that="isSet(statusOf(self, self.spec.containers[0]).state.running)"
  actual="containerState(statusOf(self, self.spec.containers[0]))"
  within="60s"
  expected="the container is running"
>
  <Hint>\`kubectl describe pod web -n ${namespace}\` shows in its last lines what happened to the Pod.</Hint>
  <Hint>\`ErrImagePull\` means that the cluster does not have this image; it can only use those of the course.</Hint>
  <Hint>\`kubectl run web -n ${namespace} --image=…\`, with the image that the task names.</Hint>
</Check>

</Task>

<Solution>

\`\`\`sh
kubectl create namespace ${namespace}
kubectl run web -n ${namespace} --image=${image} --labels=mark={{token}}
\`\`\`

Say here why this is the solution.

</Solution>
`;

const chinese = ({ namespace, image, name }: Texts): string => `---
title: ${name}
objectives:
  - 运行一个可以凭标签与其他 Pod 区分开的 Pod
---

用几句话告诉学生：这个实验讲什么，为什么重要。

<Task id="run" title="运行一个带有你的标记的 Pod">

新建命名空间 \`${namespace}\`，在其中用镜像 \`${image}\` 创建名为 \`web\` 的 Pod，并给它加上标签 \`mark={{token}}\`。

<Check id="mark" title="Pod 带有你的标记" expected="标签 mark 的值为 {{token}}">
  <Hint>\`kubectl get pods -n ${namespace} --show-labels\` 会显示标签。</Hint>
  <Hint>标签的值是本任务说明里的令牌，每次重置都会变。</Hint>
  <Hint>用 \`kubectl label pod web -n ${namespace} --overwrite mark=…\` 修改正在运行的 Pod 的标签。</Hint>
</Check>

<Check id="running" title="Pod 正在运行" expected="容器处于运行状态">
  <Hint>\`kubectl describe pod web -n ${namespace}\` 输出的最后几行会告诉你 Pod 经历了什么。</Hint>
  <Hint>\`ErrImagePull\` 说明集群里没有这个镜像，只能用课程自带的那些。</Hint>
  <Hint>\`kubectl run web -n ${namespace} --image=…\`，镜像照任务里写的来。</Hint>
</Check>

</Task>

<Solution>

\`\`\`sh
kubectl create namespace ${namespace}
kubectl run web -n ${namespace} --image=${image} --labels=mark={{token}}
\`\`\`

在这里说明为什么这样做。

</Solution>
`;

const script = ({ namespace, image }: Texts): string => `set -eu
kubectl create namespace ${namespace}
kubectl run web -n ${namespace} --image=${image} --labels=mark={{token}}
`;
