import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { classNames } from './class-names';

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: string | undefined;
  readonly children: ReactNode;
  /** For a dialog to look at: the focus starts on the whole, not on its first button. */
  readonly quiet?: boolean;
  readonly className?: string | undefined;
}

/**
 * A dialog in the middle of the page, or from the lower edge up on a phone. Escape and the cross
 * close it.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  quiet = false,
  className,
}: DialogProps) {
  const content = useRef<HTMLDivElement>(null);
  const focusWhole = (event: Event) => {
    event.preventDefault();
    content.current?.focus();
  };
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Primitive.Content
          ref={content}
          {...(quiet ? { onOpenAutoFocus: focusWhole } : {})}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={classNames(
            'fixed inset-x-0 bottom-0 z-40 flex max-h-[92dvh] animate-enter flex-col overflow-hidden',
            'rounded-t-card border bg-surface shadow-float outline-none',
            'sm:inset-x-4 sm:top-1/2 sm:bottom-auto sm:mx-auto sm:max-w-lg sm:-translate-y-1/2 sm:rounded-card',
            className,
          )}
        >
          <header className="pt-4 pr-16 pl-5">
            <div className="min-w-0 pt-1">
              <Primitive.Title className="truncate font-semibold text-base">
                {title}
              </Primitive.Title>
              {description !== undefined && (
                <Primitive.Description className="mt-1 text-muted text-pretty">
                  {description}
                </Primitive.Description>
              )}
            </div>
          </header>
          {children}
          {/* Last in the order of keys: the first is what one came for. */}
          <Primitive.Close
            aria-label="Close"
            className="absolute top-3 right-3 flex size-9 items-center justify-center rounded-control text-muted transition-colors hover:bg-sunken hover:text-ink"
          >
            <X className="size-[1.125rem]" aria-hidden="true" />
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export function DialogBody({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={classNames('min-h-0 overflow-y-auto px-5 py-4', className)}>{children}</div>
  );
}

export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-wrap justify-end gap-2 border-t bg-canvas px-5 py-3">
      {children}
    </footer>
  );
}
