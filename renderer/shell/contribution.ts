/** What features put into the frame; `renderer/contributions.ts` lists all of it. */
import type { ComponentType } from 'react';

/** A tab of the inspector. */
export interface InspectorTab {
  id: string;
  label: string;
  Content: ComponentType;
  /** A tab that is not offered now, as a result that is not there yet. */
  useIsOffered?: () => boolean;
}

/** A part of the rail under a heading. */
export interface RailSection {
  id: string;
  label: string;
  Content: ComponentType;
  /** Buttons beside the heading. */
  Buttons?: ComponentType;
}

/** A full page in place of the grid. */
interface PageContribution {
  id: string;
  title: string;
  Content: ComponentType;
}

export interface Contributions {
  /** Parts of the title bar from the left. */
  title: readonly ComponentType[];
  rail: readonly RailSection[];
  /** What fills the middle while no page does. */
  Main: ComponentType;
  inspector: readonly InspectorTab[];
  pages: readonly PageContribution[];
  /** Drawn above the middle, one under the other: each is empty until it has something to say. */
  banners: readonly ComponentType[];
  /** Drawn under everything while something runs. */
  RunBar: ComponentType;
  /** Drawn nowhere, or over everything: dialogs, drop targets, listeners and their actions. */
  background: readonly ComponentType[];
}
