/** Opens a file from the rail's heading. */
import IconPlus from '@tabler/icons-react/icons/IconPlus';
import { ActionButton } from '../../shell/action-button.tsx';

export function OpenFileButton() {
  return <ActionButton action="file.open" Icon={IconPlus} />;
}
