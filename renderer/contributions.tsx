/** All that features put into the window, in the order in which it stands there. */
import { FileBrowser } from './features/sources/file-browser.tsx';
import { SourceActions } from './features/sources/source-actions.tsx';
import { TableView } from './features/sources/table-view.tsx';
import type { Contributions } from './shell/contribution.ts';

export const contributions: Contributions = {
  title: [],
  rail: [],
  Main: TableView,
  inspector: [],
  pages: [],
  banners: [],
  RunBar: () => null,
  background: [SourceActions, FileBrowser],
};
