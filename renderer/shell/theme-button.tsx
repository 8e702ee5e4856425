/** Chooses light, dark or the system's own; kept in the settings. */
import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import IconDeviceDesktop from '@tabler/icons-react/icons/IconDeviceDesktop';
import IconMoon from '@tabler/icons-react/icons/IconMoon';
import IconSun from '@tabler/icons-react/icons/IconSun';
import type { Theme } from '../../contract/index.ts';
import { useTheme } from '../theme/use-theme.ts';

const choices = {
  light: { label: 'Light', Icon: IconSun },
  dark: { label: 'Dark', Icon: IconMoon },
  system: { label: 'As the system', Icon: IconDeviceDesktop },
} satisfies Record<Theme, unknown>;

export function ThemeButton() {
  const { colorScheme } = useMantineColorScheme();
  const { theme, setTheme } = useTheme();
  const Icon = choices[colorScheme === 'auto' ? 'system' : colorScheme].Icon;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label="Theme">
          <ActionIcon aria-label="Theme">
            <Icon size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(choices).map(([name, { label, Icon: ChoiceIcon }]) => (
          <Menu.Item
            key={name}
            leftSection={<ChoiceIcon size={16} stroke={1.5} />}
            aria-current={theme === name}
            onClick={() => setTheme(name as Theme)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
