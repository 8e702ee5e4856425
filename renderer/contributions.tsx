/** All that features put into the window, in the order in which it stands there. */
import { FileBrowser } from './features/sources/file-browser.tsx';
import { DecisionMemory } from './features/binding/decision-memory.tsx';
import { ModelActions } from './features/models/model-actions.tsx';
import { ResultPanel, useHasResult } from './features/result/result-panel.tsx';
import { RunBar } from './features/runs/run-bar.tsx';
import { FollowTable } from './features/score/follow-table.tsx';
import { ScoreActions } from './features/score/score-actions.tsx';
import { ScorePanel } from './features/score/score-panel.tsx';
import { SourceActions } from './features/sources/source-actions.tsx';
import { TableView } from './features/sources/table-view.tsx';
import type { Contributions } from './shell/contribution.ts';

export const contributions: Contributions = {
  title: [],
  rail: [],
  Main: TableView,
  inspector: [
    { id: 'score', label: 'Score', Content: ScorePanel },
    { id: 'result', label: 'Result', Content: ResultPanel, useIsOffered: useHasResult },
  ],
  pages: [],
  banners: [],
  RunBar,
  background: [FollowTable, DecisionMemory, ModelActions, ScoreActions, SourceActions, FileBrowser],
};
