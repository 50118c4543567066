import type { NamespaceFilter } from './namespaces.ts';
import type { ViewSettings } from './settings.ts';
import { useView } from './shown.ts';

/** What is shown and how: the grouping of Pods, the namespaces, a picture or tables. */
export function Toolbar({
  settings,
  change,
  filter,
  namespaces,
  onNamespace,
}: {
  settings: ViewSettings;
  change: (settings: Partial<ViewSettings>) => void;
  filter: NamespaceFilter;
  namespaces: readonly string[];
  onNamespace: (namespace: string | null) => void;
}) {
  const { text } = useView();
  const { groupBy, isTable, hasSystem } = settings;
  return (
    <div class="cv-toolbar" role="group" aria-label={text.controls}>
      <label>
        <span>{text.namespace}</span>
        <select
          value={filter.only ?? ''}
          onChange={(event) => onNamespace(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        >
          <option value="">{text.allNamespaces}</option>
          {namespaces.map((namespace) => (
            <option key={namespace} value={namespace}>
              {namespace}
            </option>
          ))}
        </select>
      </label>
      {!isTable && (
        <label>
          <span>{text.groupBy}</span>
          <select
            value={groupBy}
            onChange={(event) => change({ groupBy: event.currentTarget.value === 'owner' ? 'owner' : 'node' })}
          >
            <option value="node">{text.byNode}</option>
            <option value="owner">{text.byOwner}</option>
          </select>
        </label>
      )}
      <label>
        <input
          type="checkbox"
          checked={hasSystem}
          onChange={(event) => change({ hasSystem: event.currentTarget.checked })}
        />
        {text.system}
      </label>
      <label>
        <input
          type="checkbox"
          checked={isTable}
          onChange={(event) => change({ isTable: event.currentTarget.checked })}
        />
        {text.asTable}
      </label>
    </div>
  );
}
