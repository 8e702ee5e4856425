/** All that features put into the window, in the order in which it stands there. */
import { FileBrowser } from './features/sources/file-browser.tsx';
import { DecisionMemory } from './features/binding/decision-memory.tsx';
import { InputsPage } from './features/binding/inputs-page.tsx';
import { GraphPage } from './features/models/graph-page.tsx';
import { ModelPanel } from './features/models/model-panel.tsx';
import { ModelsRail, ModelsRailButtons } from './features/models/models-rail.tsx';
import { ModelActions } from './features/models/model-actions.tsx';
import { ResultPanel, useHasResult } from './features/result/result-panel.tsx';
import { RunBar } from './features/runs/run-bar.tsx';
import { FollowTable } from './features/score/follow-table.tsx';
import { JobActions } from './features/score/job-actions.tsx';
import { LoadBanner } from './features/score/load-banner.tsx';
import { RunsPage } from './features/runs/runs-page.tsx';
import { RunsRail, RunsRailButtons } from './features/runs/runs-rail.tsx';
import { SettingsActions } from './features/settings/settings-actions.tsx';
import { SettingsPage } from './features/settings/settings-page.tsx';
import { ScoreActions } from './features/score/score-actions.tsx';
import { ScorePanel } from './features/score/score-panel.tsx';
import { ConditionBar } from './features/filters/condition-bar.tsx';
import { FilterChips } from './features/filters/filter-chips.tsx';
import { FilterPopover } from './features/filters/filter-form.tsx';
import { ColumnPanel } from './features/profiles/column-panel.tsx';
import { ChangedBanner, ReopenAfterRestart } from './features/sources/changed-banner.tsx';
import { FilePanel } from './features/sources/file-panel.tsx';
import { DropTarget } from './features/sources/drop-target.tsx';
import { OpenFileButton } from './features/sources/rail-buttons.tsx';
import { RecentFiles } from './features/sources/recent-files.tsx';
import { SourceActions } from './features/sources/source-actions.tsx';
import { RowCount, TableName } from './features/sources/table-title.tsx';
import { TableView } from './features/sources/table-view.tsx';
import { RowPanel } from './features/what-if/row-panel.tsx';
import type { Contributions } from './shell/contribution.ts';

export const contributions: Contributions = {
  title: [TableName, FilterChips, RowCount],
  rail: [
    { id: 'files', label: 'Files', Content: RecentFiles, Buttons: OpenFileButton },
    { id: 'models', label: 'Models', Content: ModelsRail, Buttons: ModelsRailButtons },
    { id: 'runs', label: 'Runs', Content: RunsRail, Buttons: RunsRailButtons },
  ],
  Main: TableView,
  inspector: [
    { id: 'score', label: 'Score', Content: ScorePanel },
    { id: 'model', label: 'Model', Content: ModelPanel },
    { id: 'row', label: 'Row', Content: RowPanel },
    { id: 'column', label: 'Column', Content: ColumnPanel },
    { id: 'file', label: 'File', Content: FilePanel },
    { id: 'result', label: 'Result', Content: ResultPanel, useIsOffered: useHasResult },
  ],
  pages: [
    { id: 'inputs', title: 'Inputs', Content: InputsPage },
    { id: 'model-graph', title: 'Graph', Content: GraphPage },
    { id: 'runs', title: 'All runs', Content: RunsPage },
    { id: 'settings', title: 'Settings', Content: SettingsPage },
  ],
  banners: [LoadBanner, ChangedBanner, ConditionBar],
  RunBar,
  background: [
    FollowTable,
    DecisionMemory,
    ModelActions,
    ScoreActions,
    JobActions,
    SettingsActions,
    SourceActions,
    FileBrowser,
    DropTarget,
    ReopenAfterRestart,
    FilterPopover,
  ],
};
