import type { CheckInput, TaskInput } from '@drydock/lab';

type WithText<Attributes> = Attributes & { children?: unknown };

declare global {
  /** What an MDX editor completes in a lab: the components and their attributes, from the very schemas that the lint uses. */
  interface MDXProvidedComponents {
    Task(attributes: WithText<TaskInput>): unknown;
    Check(attributes: WithText<CheckInput>): unknown;
    Hint(attributes: WithText<object>): unknown;
    Solution(attributes: WithText<object>): unknown;
  }
}
