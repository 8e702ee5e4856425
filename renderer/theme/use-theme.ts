/** The theme in force: shown at once, kept in the settings, told to the desktop. */
import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Theme } from '../../contract/index.ts';
import { useClient } from '../transport/client.ts';
import { useHost } from '../transport/host.ts';

const schemes: Record<Theme, MantineColorScheme> = { light: 'light', dark: 'dark', system: 'auto' };

export function useTheme() {
  const client = useClient();
  const host = useHost();
  const queries = useQueryClient();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return {
    theme: (colorScheme === 'auto' ? 'system' : colorScheme) satisfies Theme,
    /** The window changes even where the settings cannot be written. */
    setTheme: (theme: Theme) => {
      setColorScheme(schemes[theme]);
      host.setTheme(theme);
      client.settings
        .get()
        .then((settings) => client.settings.set({ ...settings, theme }))
        .then((settings) => queries.setQueryData(['settings'], settings))
        .catch(ignored);
    },
  };
}

/** Takes the theme of the settings, which another window or the settings page may have changed. */
export function useThemeOfSettings(theme: Theme | undefined): void {
  const host = useHost();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (theme === undefined) return;
    setColorScheme(schemes[theme]);
    host.setTheme(theme);
  }, [theme, host, setColorScheme]);
}

function ignored(): void {}
