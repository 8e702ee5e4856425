/** What models can run on here, with a word on each. */
import { useAbout } from './use-settings.ts';

const auto = { value: 'auto', label: 'Automatic' };
const whatAuto =
  'The processor, unless a short trial on the first rows shows another to be faster, with the same scores.';

/** As their makers write them. */
const titles: Readonly<Record<string, string>> = {
  cpu: 'Processor',
  webgpu: 'WebGPU',
  directml: 'DirectML',
  coreml: 'CoreML',
  cuda: 'CUDA',
  tensorrt: 'TensorRT',
};

export interface ProviderChoices {
  choices: { value: string; label: string }[];
  /** What a provider does, in a sentence. */
  what: (name: string) => string;
  /** As its maker writes it. */
  titleOf: (name: string) => string;
}

export function useProviderChoices(): ProviderChoices {
  const { data: about } = useAbout();
  const present = (about?.providers ?? []).filter(({ available }) => available);
  const titleOf = (name: string) => (name === auto.value ? auto.label : (titles[name] ?? name));
  return {
    choices: [auto, ...present.map(({ name }) => ({ value: name, label: titleOf(name) }))],
    titleOf,
    what: (name) => (name === 'auto' ? whatAuto : (present.find((provider) => provider.name === name)?.what ?? '')),
  };
}
