import { AlertDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { ProblemNote } from '../problem-note';
import { Button } from './button';

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly children: ReactNode;
  readonly action: string;
  /** What leaves everything as it is; "Cancel" if left out. */
  readonly dismiss?: string;
  readonly onConfirm: () => void;
  readonly busy: boolean;
  readonly error: unknown;
  readonly disabled?: boolean | undefined;
}

/** Asks once more before something that cannot be undone. Focus starts on Cancel. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 animate-fade bg-overlay" />
        <AlertDialog.Content className="fixed inset-x-4 top-1/2 z-50 mx-auto max-w-md -translate-y-1/2 overflow-hidden rounded-card border bg-surface shadow-float outline-none">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (!props.busy && !props.disabled) props.onConfirm();
            }}
          >
            <div className="px-5 pt-5 pb-4">
              <AlertDialog.Title className="font-semibold text-base">
                {props.title}
              </AlertDialog.Title>
              <AlertDialog.Description asChild>
                <div className="mt-1.5 space-y-3 text-muted text-pretty">{props.children}</div>
              </AlertDialog.Description>
              {props.error !== null && <ProblemNote error={props.error} className="mt-3" />}
            </div>
            <footer className="flex justify-end gap-2 border-t bg-canvas px-5 py-3">
              <AlertDialog.Cancel asChild>
                <Button>{props.dismiss ?? 'Cancel'}</Button>
              </AlertDialog.Cancel>
              <Button
                type="submit"
                variant="danger"
                busy={props.busy}
                disabled={props.disabled ?? false}
              >
                {props.action}
              </Button>
            </footer>
          </form>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
