/** The page of settings: each is saved as it is changed. */
import { SegmentedControl } from '@mantine/core';
import { Theme, type Settings } from '../../../contract/index.ts';
import { useTheme } from '../../theme/use-theme.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { PanelSection } from '../../ui/panel-section.tsx';
import { AboutFacts } from './about-facts.tsx';
import { FolderSetting, MemorySetting, ThreadsSetting } from './machine-settings.tsx';
import { FormatSetting, ProviderSetting } from './scoring-settings.tsx';
import { Setting } from './setting.tsx';
import classes from './settings.module.css';
import { useAbout, useSaveSettings, useSettings } from './use-settings.ts';

export function SettingsPage() {
  const { data: settings, error } = useSettings();
  const { data: about } = useAbout();
  const save = useSaveSettings();
  if (error !== null) return <FaultCard error={error} />;
  if (settings === undefined) return null;
  const change = (part: Partial<Settings>) => save.mutate({ ...settings, ...part });
  const failure = save.error !== null && <FaultCard error={save.error} />;
  return (
    <div className={classes.page}>
      {failure}
      <PanelSection title="Window">
        <ThemeSetting />
      </PanelSection>
      <PanelSection title="Scoring">
        <ProviderSetting settings={settings} onChange={change} />
        <FormatSetting settings={settings} onChange={change} />
      </PanelSection>
      <PanelSection title="This machine">
        {about !== undefined && <ThreadsSetting settings={settings} about={about} onChange={save.mutate} />}
        <MemorySetting settings={settings} about={about} onChange={save.mutate} />
        <FolderSetting settings={settings} onChange={save.mutate} />
      </PanelSection>
      {about !== undefined && (
        <PanelSection title="About">
          <AboutFacts about={about} />
        </PanelSection>
      )}
    </div>
  );
}

const themes = Theme.options.map((value) => ({
  value,
  label: { light: 'Light', dark: 'Dark', system: 'As the system' }[value],
}));

function ThemeSetting() {
  const { theme, setTheme } = useTheme();
  return (
    <Setting label="Theme">
      {(id) => (
        <SegmentedControl
          aria-labelledby={id}
          data={themes}
          value={theme}
          onChange={(value) => setTheme(Theme.parse(value))}
        />
      )}
    </Setting>
  );
}
