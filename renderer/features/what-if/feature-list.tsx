/** The features of the row, each with a field for another value. */
import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import IconChartLine from '@tabler/icons-react/icons/IconChartLine';
import IconRestore from '@tabler/icons-react/icons/IconRestore';
import { useState } from 'react';
import { PanelSection } from '../../ui/panel-section.tsx';
import { amount } from '../../ui/quantities.ts';
import type { SharedFeature } from './shared-features.ts';
import { changeFeature, resetFeature, useTrial } from './trial-store.ts';
import classes from './what-if.module.css';

/** A model may have thousands; the field above finds the others. */
const mostShown = 60;

export function FeatureList({ features }: { features: readonly SharedFeature[] }) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = features.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <PanelSection title="Features">
      {features.length > 12 && (
        <TextInput
          aria-label="Find a feature"
          placeholder={`Find among ${features.length} features`}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {found.slice(0, mostShown).map((feature) => (
        <FeatureLine key={feature.addresses.join()} feature={feature} />
      ))}
      {found.length > mostShown && (
        <p className={classes.dim}>and {amount(found.length - mostShown, 'more', 'more')}: find them by name.</p>
      )}
    </PanelSection>
  );
}

function FeatureLine({ feature }: { feature: SharedFeature }) {
  const { name, type, addresses, before } = feature;
  const shown = useTrial((state) => state.feature);
  const change = useTrial(({ changes }) => changes[addresses[0] ?? '']);
  const isChanged = change !== undefined && change !== before;
  const value = change === undefined ? before : change;
  return (
    <div className={classes.feature} data-changed={isChanged}>
      <label className={classes.name} htmlFor={`try-${addresses[0]}`} title={`${name} (${type})`}>
        {name}
      </label>
      <TextInput
        id={`try-${addresses[0]}`}
        classNames={{ input: classes.value ?? '' }}
        placeholder="missing"
        value={value ?? ''}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          changeFeature(addresses, typed === '' && type !== 'VARCHAR' ? null : typed);
        }}
      />
      <Tooltip label={`Curve over ${name}`}>
        <ActionIcon
          aria-label={`Curve over ${name}`}
          aria-pressed={shown === addresses[0]}
          onClick={() => useTrial.setState({ feature: addresses[0] ?? null })}
        >
          <IconChartLine size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`Back to ${before ?? 'missing'}`}>
        <ActionIcon
          aria-label={`Reset ${name}`}
          className={classes.reset ?? ''}
          disabled={!isChanged}
          onClick={() => resetFeature(addresses)}
        >
          <IconRestore size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
