/** The way to the settings, and the theme that they say. Draws nothing. */
import { useActions } from '../../shell/actions.ts';
import { showPage } from '../../shell/layout-store.ts';
import { useThemeOfSettings } from '../../theme/use-theme.ts';
import { useSettings } from './use-settings.ts';

export function SettingsActions() {
  const { data: settings } = useSettings();
  useThemeOfSettings(settings?.theme);
  useActions([
    {
      id: 'view.settings',
      label: 'Settings',
      group: 'view',
      shortcut: 'mod+,',
      keywords: 'preferences options threads memory theme about',
      run: () => showPage('settings'),
    },
  ]);
  return null;
}
