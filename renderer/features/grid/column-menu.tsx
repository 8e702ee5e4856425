/** What can be done with a column, at its head. One menu serves all columns. */
import { Menu } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown';
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp';
import IconEyeOff from '@tabler/icons-react/icons/IconEyeOff';
import IconFilter from '@tabler/icons-react/icons/IconFilter';
import IconPin from '@tabler/icons-react/icons/IconPin';
import { changeView } from '../../state/open-table.ts';
import { openFilterForm } from '../filters/filter-store.ts';
import { closeColumnMenu, useColumnMenu } from './column-menu-store.ts';
import { hideColumn, toggleFrozen } from './grid-store.ts';

export function ColumnMenu({ onDone }: { onDone: () => void }) {
  const { column, left, top, isOpen } = useColumnMenu();
  if (column === null) return null;
  const { name, isFrozen, isNumber } = column;
  const close = () => {
    closeColumnMenu();
    onDone();
  };
  const [least, most] = isNumber ? ['smallest', 'largest'] : ['A', 'Z'];
  return (
    <Menu
      opened={isOpen}
      onChange={(open) => !open && close()}
      returnFocus={false}
      // Not a key, since the one that opens it would close it.
      clickOutsideEvents={['mousedown', 'touchstart']}
      withinPortal
      width={220}
    >
      <Menu.Target>
        <div style={{ position: 'fixed', left, top, width: 0, height: 0 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Menu of ${name}`}>
        <Menu.Item
          leftSection={<IconArrowUp size={14} />}
          onClick={() => changeView({ sort: [{ column: name, descending: false }] })}
        >
          Sort, {least} first
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={14} />}
          onClick={() => changeView({ sort: [{ column: name, descending: true }] })}
        >
          Sort, {most} first
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconFilter size={14} />}
          onClick={() => openFilterForm({ column, at: null, left, top })}
        >
          Filter …
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconPin size={14} />} onClick={() => toggleFrozen(name)}>
          {isFrozen ? 'Release' : 'Freeze'}
        </Menu.Item>
        <Menu.Item leftSection={<IconEyeOff size={14} />} onClick={() => hideColumn(name)}>
          Hide
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
