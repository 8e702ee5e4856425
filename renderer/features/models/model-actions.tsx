/** What can be done to get models. Draws nothing. */
import { useActions } from '../../shell/actions.ts';
import { useHost } from '../../transport/host.ts';
import { pickModels } from '../score/job-store.ts';

export function ModelActions() {
  const host = useHost();
  useActions([
    {
      id: 'model.pick',
      label: 'Pick models …',
      group: 'model',
      shortcut: 'mod+shift+O',
      keywords: 'add open onnx',
      run: async () => pickModels(await host.chooseFiles({ kind: 'model', many: true })),
    },
  ]);
  return null;
}
