/** The inspector on the right: one tab for each thing that can be looked at or done. */
import { Tabs } from '@mantine/core';
import { Guarded } from '../ui/guarded.tsx';
import type { InspectorTab } from './contribution.ts';
import { showTab, useLayout } from './layout-store.ts';
import classes from './shell.module.css';

export function Inspector({ tabs }: { tabs: readonly InspectorTab[] }) {
  const wanted = useLayout(({ tab }) => tab);
  const offered = tabs.filter(useOffers(tabs));
  const open = offered.find(({ id }) => id === wanted) ?? offered[0];
  if (open === undefined) return null;
  return (
    <aside className={`${classes.side} ${classes.inspector}`} aria-label="Inspector">
      <Tabs className={classes.tabs ?? ''} value={open.id} onChange={(id) => id !== null && showTab(id)}>
        <Tabs.List>
          {offered.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id} className={classes.tab ?? ''}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={open.id} className={classes.panel ?? ''}>
          <Guarded key={open.id}>
            <open.Content />
          </Guarded>
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}

const always = () => true;

/** The list of tabs never changes, so the hooks of its tabs are called in the same order each time. */
function useOffers(tabs: readonly InspectorTab[]): (tab: InspectorTab, at: number) => boolean {
  const offers = tabs.map(({ useIsOffered = always }) => useIsOffered());
  return (_tab, at) => offers[at] === true;
}
