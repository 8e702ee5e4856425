/** Parts of the window that come in a second script, after the first rows. */
export { InputsPage } from './features/binding/inputs-page.tsx';
export { CompareActions } from './features/compare/compare-actions.tsx';
export { ComparePage } from './features/compare/compare-page.tsx';
export { ComparisonBanner } from './features/compare/comparison-banner.tsx';
export { FilterPopover } from './features/filters/filter-form.tsx';
export { GraphPage } from './features/models/graph-page.tsx';
export { ModelPanel } from './features/models/model-panel.tsx';
export { ColumnPanel } from './features/profiles/column-panel.tsx';
export { ResultPanel } from './features/result/result-panel.tsx';
export { RunsPage } from './features/runs/runs-page.tsx';
export { ScorePanel } from './features/score/score-panel.tsx';
export { SettingsPage } from './features/settings/settings-page.tsx';
export { FileBrowser } from './features/sources/file-browser.tsx';
export { FilePanel } from './features/sources/file-panel.tsx';
export { RowPanel } from './features/what-if/row-panel.tsx';
