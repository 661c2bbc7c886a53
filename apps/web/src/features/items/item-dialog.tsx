'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, ScanSearch, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type Item, umbra } from '../../api/client';
import { Picture } from '../../components/picture';
import { ProblemNote } from '../../components/problem-note';
import { Button } from '../../components/ui/button';
import { ConfirmDialog } from '../../components/ui/confirm-dialog';
import { Dialog } from '../../components/ui/dialog';
import { IconButton } from '../../components/ui/icon-button';
import { Skeleton } from '../../components/ui/skeleton';
import { useMay } from '../session/queries';
import { ItemDetails } from './item-details';
import { itemName } from './item-name';
import { itemQuery, useDeleteItem } from './queries';
import { RelabelForm } from './relabel-form';

interface ItemDialogProps {
  readonly gallery: string;
  /** The picture to show; null closes the dialog. */
  readonly id: string | null;
  /** The pictures around it, for going to the next one. */
  readonly order: readonly string[];
  readonly onMove: (id: string) => void;
  readonly onClose: () => void;
  readonly onSearch: (id: string) => void;
}

const previewSize = 1024;

export function ItemDialog({ gallery, id, order, onMove, onClose, onSearch }: ItemDialogProps) {
  const item = useQuery({ ...itemQuery(gallery, id ?? ''), enabled: id !== null });
  const place = id === null ? -1 : order.indexOf(id);
  const previous = order[place - 1];
  const next = place === -1 ? undefined : order[place + 1];
  useArrowKeys({ previous, next, onMove });
  const title = item.data === undefined ? 'Picture' : itemName(item.data);
  return (
    <Dialog
      open={id !== null}
      onOpenChange={(open) => !open && onClose()}
      title={title}
      quiet
      className="sm:max-w-4xl"
    >
      {id !== null && (
        <div className="grid min-h-0 gap-5 overflow-y-auto p-5 sm:grid-cols-[minmax(0,1fr)_18rem]">
          <div className="relative">
            <Picture
              key={id}
              src={umbra.items.imageUrl({ gallery, item: id, size: previewSize })}
              alt={title}
              fit="contain"
              eager
              className="aspect-square max-h-[45dvh] w-full rounded-control border sm:max-h-[70dvh]"
            />
            <MoveButton side="left" target={previous} onMove={onMove} />
            <MoveButton side="right" target={next} onMove={onMove} />
          </div>
          <div className="flex min-w-0 flex-col gap-5">
            {item.isError && <ProblemNote error={item.error} onRetry={() => item.refetch()} />}
            {item.data === undefined ? (
              !item.isError && <Skeleton className="h-56" />
            ) : (
              <ItemSide
                gallery={gallery}
                item={item.data}
                onSearch={() => onSearch(id)}
                onDeleted={() => (next === undefined ? onClose() : onMove(next))}
              />
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}

interface MoveButtonProps {
  readonly side: 'left' | 'right';
  readonly target: string | undefined;
  readonly onMove: (id: string) => void;
}

function MoveButton({ side, target, onMove }: MoveButtonProps) {
  if (target === undefined) return null;
  return (
    <IconButton
      label={side === 'left' ? 'Previous picture' : 'Next picture'}
      onClick={() => onMove(target)}
      className={`absolute top-1/2 -translate-y-1/2 bg-surface/85 hover:bg-surface ${side === 'left' ? 'left-2' : 'right-2'}`}
    >
      {side === 'left' ? <ChevronLeft /> : <ChevronRight />}
    </IconButton>
  );
}

interface ItemSideProps {
  readonly gallery: string;
  readonly item: Item;
  readonly onSearch: () => void;
  readonly onDeleted: () => void;
}

function ItemSide({ gallery, item, onSearch, onDeleted }: ItemSideProps) {
  const mayWrite = useMay('write');
  const remove = useDeleteItem(gallery);
  const [asking, setAsking] = useState(false);
  return (
    <>
      {mayWrite && <RelabelForm key={item.id} gallery={gallery} item={item} />}
      <ItemDetails item={item} />
      <div className="mt-auto flex flex-wrap gap-2">
        <Button variant="primary" onClick={onSearch}>
          <ScanSearch aria-hidden="true" />
          Search like this
        </Button>
        {mayWrite && (
          <Button
            variant="ghost"
            onClick={() => {
              remove.reset();
              setAsking(true);
            }}
          >
            <Trash2 aria-hidden="true" />
            Delete
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Delete this picture?"
        action="Delete picture"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate(item.id, {
            onSuccess: () => {
              setAsking(false);
              onDeleted();
            },
          })
        }
      >
        <p>It leaves the gallery and its searches. This cannot be undone.</p>
      </ConfirmDialog>
    </>
  );
}

interface ArrowKeys {
  readonly previous: string | undefined;
  readonly next: string | undefined;
  readonly onMove: (id: string) => void;
}

/** An extra for those who look through many; the buttons beside the picture do the same. */
function useArrowKeys({ previous, next, onMove }: ArrowKeys) {
  useEffect(() => {
    if (previous === undefined && next === undefined) return;
    const move = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement) return;
      if (document.querySelector('[role=alertdialog]') !== null) return;
      if (event.key === 'ArrowLeft' && previous !== undefined) onMove(previous);
      if (event.key === 'ArrowRight' && next !== undefined) onMove(next);
    };
    document.addEventListener('keydown', move);
    return () => document.removeEventListener('keydown', move);
  }, [previous, next, onMove]);
}
