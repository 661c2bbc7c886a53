import { Tooltip } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'title'> & {
  /** What it does: read out by screen readers, shown on hover and focus. */
  readonly label: string;
  readonly side?: 'top' | 'bottom' | 'left' | 'right' | undefined;
};

export function IconButton({ label, side = 'bottom', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button
          type="button"
          {...rest}
          aria-label={label}
          className={classNames(
            'inline-flex size-9 shrink-0 items-center justify-center rounded-control text-muted',
            'transition-colors hover:bg-sunken hover:text-ink disabled:opacity-50',
            '[&_svg]:size-[1.125rem]',
            className,
          )}
        />
      </Tooltip.Trigger>
      <TooltipContent side={side}>{label}</TooltipContent>
    </Tooltip.Root>
  );
}

function TooltipContent({
  children,
  side = 'bottom',
}: Pick<ComponentProps<typeof Tooltip.Content>, 'children' | 'side'>) {
  return (
    <Tooltip.Portal>
      <Tooltip.Content
        side={side}
        sideOffset={6}
        collisionPadding={8}
        className="z-50 max-w-72 animate-fade rounded-control bg-primary px-2 py-1 text-on-primary text-xs"
      >
        {children}
      </Tooltip.Content>
    </Tooltip.Portal>
  );
}
