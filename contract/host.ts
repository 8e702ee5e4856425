/** What the desktop shell does for the window: dialogs, menu, task bar. The preload exposes it, and nothing else, as `window.rowcast`. */
import { z } from 'zod';
import { Fault } from './error.ts';
import type { Theme } from './settings.ts';

/** What a file is chosen for; the dialog offers the file names that fit. */
export const FileKind = z.enum(['table', 'model', 'job']);
export type FileKind = z.infer<typeof FileKind>;

export const FileChoice = z.strictObject({ kind: FileKind, many: z.boolean().default(false) });
export type FileChoice = z.input<typeof FileChoice>;

export const DestinationChoice = z.strictObject({
  kind: z.enum(['table', 'job']),
  /** Path or name that the dialog starts with. */
  suggested: z.string().min(1),
});
export type DestinationChoice = z.infer<typeof DestinationChoice>;

export const MenuGroup = z.enum(['file', 'edit', 'view', 'model', 'run', 'help']);
export type MenuGroup = z.infer<typeof MenuGroup>;

/** A registered action as the menu shows it. A click comes back as its id. */
export const MenuAction = z.strictObject({
  id: z.string().min(1).max(100),
  label: z.string().min(1).max(200),
  group: MenuGroup,
  /** As `mod+shift+K`, where `mod` is Command on a Mac and Control elsewhere. The window itself listens for the keys. */
  shortcut: z
    .string()
    .regex(/^(?:(?:mod|ctrl|alt|shift|meta)\+)*(?:[a-z0-9]+|[^\w\s+])$/i, 'expected a shortcut such as mod+shift+K')
    .optional(),
  enabled: z.boolean().default(true),
  /** Left out for an action that is not on or off. */
  checked: z.boolean().optional(),
});
export type MenuAction = z.input<typeof MenuAction>;

export const Notice = z.strictObject({ title: z.string().min(1).max(200), body: z.string().max(1000) });
export type Notice = z.infer<typeof Notice>;

/** Share of the work from 0 to 1, `unknown` while it cannot be told, null when nothing runs. */
export const TaskProgress = z.union([z.number().min(0).max(1), z.literal('unknown'), z.null()]);
export type TaskProgress = z.infer<typeof TaskProgress>;

/** Told when the engine process ended by itself. */
export const EngineEnd = z.strictObject({
  /** In a phrase: which signal, exit code or error ended it. */
  reason: z.string(),
  /** False where it cannot start, or ended too often: nothing will answer until `startEngine` is called again. */
  restarting: z.boolean(),
  /** Why it cannot start; null where it once ran. */
  fault: Fault.nullable(),
});
export type EngineEnd = z.infer<typeof EngineEnd>;

/** A `File` of a drop or paste, as far as this layer needs to know it. */
export interface DroppedFile {
  readonly name: string;
  readonly size: number;
}

/** `window.rowcast`. Paths are absolute and in the form of the system. A listener is removed by calling what its registration returned. */
export interface DesktopHost {
  /** `linux`, `darwin` or `win32`. */
  readonly platform: string;
  /**
   * Asks for a port to the engine. It arrives as a `message` event of the window with `enginePortMessage` as data, so listen first.
   * A further one arrives whenever a new engine was started in place of one that ended.
   */
  startEngine(): void;
  onEngineEnd(listener: (end: EngineEnd) => void): () => void;
  /** Files that the app was started with or asked to open so far; later ones come through `onOpenFiles`. */
  initialFiles(): Promise<string[]>;
  onOpenFiles(listener: (paths: string[]) => void): () => void;
  /** Empty where the user chose none. What is chosen becomes a recent document of the system. */
  chooseFiles(choice: FileChoice): Promise<string[]>;
  chooseFolder(): Promise<string | null>;
  /** The dialog has asked before it returns the path of a file that is there already. */
  chooseDestination(choice: DestinationChoice): Promise<string | null>;
  /** Empty for a file that does not lie on a disk. */
  pathOf(file: DroppedFile): string;
  showInFolder(path: string): Promise<void>;
  notify(notice: Notice): Promise<void>;
  setProgress(progress: TaskProgress): Promise<void>;
  /** What would be lost by quitting, as a sentence; null when nothing would. */
  setUnfinished(what: string | null): Promise<void>;
  setTheme(theme: Theme): Promise<void>;
  /** Replaces the menu. Actions stand in their order, each in the menu of its group. */
  setMenu(actions: readonly MenuAction[]): Promise<void>;
  onMenuAction(listener: (id: string) => void): () => void;
}
