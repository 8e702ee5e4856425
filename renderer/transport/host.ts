/** What surrounds the window: dialogs, notices, the task bar. The desktop has them; the browser app makes do. */
import { createContext, useContext } from 'react';
import type {
  DesktopHost,
  DestinationChoice,
  FileChoice,
  MenuAction,
  Notice,
  TaskProgress,
  Theme,
} from '../../contract/index.ts';

export interface Host {
  readonly kind: 'desktop' | 'browser';
  /** Files that the app was started with. */
  initialFiles(): Promise<string[]>;
  /** Files that the app is asked to open later. Returns what ends the listening. */
  onOpenFiles(listener: (paths: string[]) => void): () => void;
  /** Empty where the user chose none. */
  chooseFiles(choice: FileChoice): Promise<string[]>;
  chooseFolder(): Promise<string | null>;
  /** A path for a new file; asks before it returns one that is there already. */
  chooseDestination(choice: DestinationChoice): Promise<string | null>;
  /** Paths of dropped files that the engine can open. */
  pathsOf(files: readonly File[], copying: Copying): Promise<string[]>;
  /** Removes the copies of dropped files, of all that `pathsOf` gave before, of which none is in use. Returns their paths, by drop. */
  releaseCopies(inUse: ReadonlySet<string>): string[][];
  /** Null where the system's file manager is out of reach. */
  readonly showInFolder: ((path: string) => Promise<void>) | null;
  notify(notice: Notice): Promise<void>;
  setProgress(progress: TaskProgress): void;
  /** What would be lost by closing the window; null when nothing would. */
  setUnfinished(what: string | null): void;
  setTheme(theme: Theme): void;
  setMenu(actions: readonly MenuAction[]): void;
  onMenuAction(listener: (id: string) => void): () => void;
}

/** Of dropped files, which only a browser has to copy. */
export interface Copying {
  /** Is told how much of them was copied, 0 to 1. */
  onShare: (share: number) => void;
  /** Aborting it rejects with CANCELLED and leaves nothing. */
  signal: AbortSignal;
}

declare global {
  interface Window {
    readonly rowcast?: DesktopHost;
  }
}

export const HostContext = createContext<Host | null>(null);

export function useHost(): Host {
  const host = useContext(HostContext);
  if (host === null) throw new Error('The window is drawn without a host.');
  return host;
}
