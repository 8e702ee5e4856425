/** The command palette: every action that can be done now, found by typing. */
import '@mantine/spotlight/styles.layer.css';
import { Kbd } from '@mantine/core';
import { createSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useEffect } from 'react';
import type { MenuGroup } from '../../contract/index.ts';
import { allActions, runAction, useActionStore, type Action } from './actions.ts';
import { closePalette, usePalette } from './shell-actions.ts';
import { shortcutText } from './shortcuts.ts';

const [store, palette] = createSpotlight();

export function Palette() {
  const isOpen = usePalette((state) => state.isOpen);
  const actions = useActionStore((state) => state.byContributor) && allActions();
  useEffect(() => (isOpen ? palette.open() : palette.close()), [isOpen]);
  return (
    <Spotlight
      store={store}
      shortcut={null}
      actions={inOrder(actions)
        .filter(({ id, enabled }) => enabled !== false && id !== 'view.palette')
        .map(entry)}
      searchProps={{ placeholder: 'What do you want to do?' }}
      attributes={{ content: { 'aria-label': 'Commands' } }}
      nothingFound="No command is called that."
      onSpotlightClose={closePalette}
      scrollable
      overlayProps={{ blur: 0, backgroundOpacity: 0.25 }}
      maxHeight={420}
    />
  );
}

/** As a job goes: a table, its models, the run; then what is looked at. */
const order: readonly MenuGroup[] = ['file', 'model', 'run', 'view', 'edit', 'help'];

function inOrder(actions: readonly Action[]): Action[] {
  return actions.toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
}

function entry({ id, label, shortcut, keywords = '' }: Action): SpotlightActionData {
  return {
    id,
    label,
    keywords,
    ...(shortcut === undefined ? {} : { rightSection: <Kbd size="xs">{shortcutText(shortcut)}</Kbd> }),
    // After the palette gave the focus back, so that the action may take it.
    onClick: () => void window.setTimeout(() => runAction(id)),
  };
}
