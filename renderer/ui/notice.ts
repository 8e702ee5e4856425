/** Short words in the corner about what was just done. */
import { notifications } from '@mantine/notifications';
import { faultFrom, isCancelled } from '../transport/fault-from.ts';

/** Says what was done; gone after a few seconds. */
export function tell(message: string): void {
  notifications.show({ message, autoClose: 2500, withCloseButton: false });
}

/** For an error that has no place of its own in the window; it stays until it is closed. */
export function tellFault(error: unknown): void {
  if (isCancelled(error)) return;
  const { message, hint, windowHint } = faultFrom(error);
  notifications.show({ title: message, message: windowHint ?? hint, color: 'red', autoClose: false });
}
