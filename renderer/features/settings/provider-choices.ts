/** What models can run on here, with a word on each. */
import { useAbout } from './use-settings.ts';

const auto = { value: 'auto', label: 'Automatic' };
const whatAuto = 'Chooses for you: the processor, on all its cores.';

export interface ProviderChoices {
  choices: { value: string; label: string }[];
  /** What a provider does, in a sentence. */
  what: (name: string) => string;
}

export function useProviderChoices(): ProviderChoices {
  const { data: about } = useAbout();
  const present = (about?.providers ?? []).filter(({ available }) => available);
  return {
    choices: [auto, ...present.map(({ name }) => ({ value: name, label: name.toUpperCase() }))],
    what: (name) => (name === 'auto' ? whatAuto : (present.find((provider) => provider.name === name)?.what ?? '')),
  };
}
