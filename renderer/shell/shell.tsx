/** The frame of the window: title bar, rail, middle, inspector, run bar. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { useEffect } from 'react';
import IconX from '@tabler/icons-react/icons/IconX';
import { Guarded } from '../ui/guarded.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import type { Contributions } from './contribution.ts';
import { useEscape, useEscapeKey } from './escape.ts';
import { Inspector } from './inspector.tsx';
import { followWidth, isRailShown, showPage, useLayout } from './layout-store.ts';
import { LazyPalette } from './lazy-palette.tsx';
import { Rail } from './rail.tsx';
import { useShellActions } from './shell-actions.ts';
import { useShortcuts } from './shortcuts.ts';
import classes from './shell.module.css';
import { TitleBar } from './title-bar.tsx';
import { useDesktopMenu } from './use-desktop-menu.ts';

export function Shell(contributions: Contributions) {
  useShortcuts();
  useEscapeKey();
  useShellActions();
  useDesktopMenu();
  useEffect(followWidth, []);
  const isRailOpen = useLayout(isRailShown);
  const isInspectorOpen = useLayout((layout) => layout.isInspectorOpen);
  return (
    <div className={classes.shell}>
      <TitleBar parts={contributions.title} />
      <div className={classes.body}>
        {isRailOpen && <Rail sections={contributions.rail} />}
        <Middle {...contributions} />
        {isInspectorOpen && <Inspector tabs={contributions.inspector} />}
      </div>
      <Guarded>
        <contributions.RunBar />
      </Guarded>
      <Guarded>
        <LazyPalette />
      </Guarded>
      {contributions.background.map((Part, at) => (
        <Guarded key={at}>
          <Part />
        </Guarded>
      ))}
    </div>
  );
}

function Middle({ Main, pages, banners }: Contributions) {
  const open = useLayout(({ page }) => page);
  const page = pages.find(({ id }) => id === open);
  useEscape(page !== undefined, () => showPage(null));
  return (
    <main className={classes.middle}>
      <ConnectionBanner />
      {banners.map((Banner, at) => (
        <Guarded key={at}>
          <Banner />
        </Guarded>
      ))}
      {/* The grid keeps its place under a page. */}
      <div className={classes.main} hidden={page !== undefined}>
        <Guarded>
          <Main />
        </Guarded>
      </div>
      {page !== undefined && (
        <section className={classes.page} aria-label={page.title}>
          <header className={classes.pageHeader}>
            <h1>{page.title}</h1>
            <Tooltip label="Back to the table (Esc)">
              <ActionIcon aria-label={`Close ${page.title}`} onClick={() => showPage(null)}>
                <IconX size={16} />
              </ActionIcon>
            </Tooltip>
          </header>
          <div className={classes.pageBody}>
            <Guarded key={page.id}>
              <page.Content />
            </Guarded>
          </div>
        </section>
      )}
    </main>
  );
}
