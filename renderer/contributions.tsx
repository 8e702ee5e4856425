/** All that features put into the window, in the order in which it stands there. */
import type { ComponentType } from 'react';
import { DecisionMemory } from './features/binding/decision-memory.tsx';
import { ChangedModelBanner } from './features/models/changed-model-banner.tsx';
import { ModelsRail, ModelsRailButtons } from './features/models/models-rail.tsx';
import { ModelActions } from './features/models/model-actions.tsx';
import { useHasResult } from './features/score/run-store.ts';
import { RunBar } from './features/runs/run-bar.tsx';
import { FollowTable } from './features/score/follow-table.tsx';
import { JobActions } from './features/score/job-actions.tsx';
import { LoadBanner } from './features/score/load-banner.tsx';
import { RunsRail, RunsRailButtons } from './features/runs/runs-rail.tsx';
import { SettingsActions } from './features/settings/settings-actions.tsx';
import { ScoreActions } from './features/score/score-actions.tsx';
import { ConditionBar } from './features/filters/condition-bar.tsx';
import { FilterChips } from './features/filters/filter-chips.tsx';
import { AsLastTimeBanner } from './features/sources/as-last-time-banner.tsx';
import { ChangedBanner, ReopenAfterRestart } from './features/sources/changed-banner.tsx';
import { DropTarget } from './features/sources/drop-target.tsx';
import { OpenFileButton } from './features/sources/rail-buttons.tsx';
import { RecentFiles } from './features/sources/recent-files.tsx';
import { SourceActions } from './features/sources/source-actions.tsx';
import { ReleaseCopies } from './features/sources/release-copies.tsx';
import { SourceWarnings } from './features/sources/source-warnings.tsx';
import { RowCount, TableName } from './features/sources/table-title.tsx';
import { TableView } from './features/sources/table-view.tsx';
import type * as Later from './later-contributions.ts';
import { deferred } from './shell/deferred.tsx';
import type { Contributions } from './shell/contribution.ts';

function later(name: keyof typeof Later): ComponentType {
  return deferred(async () => (await import('./later-contributions.ts'))[name]);
}

export const contributions: Contributions = {
  title: [TableName, FilterChips, RowCount],
  rail: [
    { id: 'files', label: 'Files', Content: RecentFiles, Buttons: OpenFileButton },
    { id: 'models', label: 'Models', Content: ModelsRail, Buttons: ModelsRailButtons },
    { id: 'runs', label: 'Runs', Content: RunsRail, Buttons: RunsRailButtons },
  ],
  Main: TableView,
  inspector: [
    { id: 'score', label: 'Score', Content: later('ScorePanel') },
    { id: 'model', label: 'Model', Content: later('ModelPanel') },
    { id: 'row', label: 'Row', Content: later('RowPanel') },
    { id: 'column', label: 'Column', Content: later('ColumnPanel') },
    { id: 'file', label: 'File', Content: later('FilePanel') },
    { id: 'result', label: 'Result', Content: later('ResultPanel'), useIsOffered: useHasResult },
  ],
  pages: [
    { id: 'inputs', title: 'Inputs', Content: later('InputsPage') },
    { id: 'model-graph', title: 'Graph', Content: later('GraphPage') },
    { id: 'runs', title: 'All runs', Content: later('RunsPage') },
    { id: 'compare', title: 'Compare', Content: later('ComparePage') },
    { id: 'settings', title: 'Settings', Content: later('SettingsPage') },
  ],
  banners: [
    LoadBanner,
    ChangedBanner,
    AsLastTimeBanner,
    SourceWarnings,
    ChangedModelBanner,
    ConditionBar,
    later('ComparisonBanner'),
  ],
  RunBar,
  background: [
    FollowTable,
    DecisionMemory,
    ModelActions,
    ScoreActions,
    JobActions,
    SettingsActions,
    SourceActions,
    later('CompareActions'),
    later('FileBrowser'),
    DropTarget,
    ReleaseCopies,
    ReopenAfterRestart,
    later('FilterPopover'),
  ],
};
