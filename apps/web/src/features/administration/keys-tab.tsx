'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Key } from '../../api/client';
import { TimeAgo } from '../../components/time-ago';
import { Badge } from '../../components/ui/badge';
import { Button } from '../../components/ui/button';
import { ConfirmDialog } from '../../components/ui/confirm-dialog';
import { formatMoment } from '../../format/time';
import { galleriesQuery } from '../galleries/queries';
import { sessionQuery } from '../session/queries';
import { NewKeyDialog } from './new-key-dialog';
import { keysQuery, useRevokeKey } from './queries';
import { RecordList } from './record-list';

export function KeysTab() {
  const keys = useInfiniteQuery(keysQuery);
  const galleries = useQuery(galleriesQuery({ live: false }));
  const session = useQuery(sessionQuery);
  const [creating, setCreating] = useState(false);
  const [revoked, setRevoked] = useState<Key | null>(null);
  const galleryNames = new Map(galleries.data?.items.map(({ id, name }) => [id, name]));
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-muted text-pretty">
          Give every app and every person a key of its own: each is revoked by itself.
        </p>
        <Button variant="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden="true" />
          New key
        </Button>
      </div>
      <RecordList
        label="Keys"
        pages={keys.data?.pages}
        error={keys.error}
        onRetry={() => keys.refetch()}
        more={keys}
        empty="There is no key yet."
      >
        {(key) => (
          <KeyRow
            apiKey={key}
            own={key.id === session.data?.key.id}
            galleries={key.galleries?.map((id) => galleryNames.get(id) ?? id) ?? null}
            onRevoke={() => setRevoked(key)}
          />
        )}
      </RecordList>
      <NewKeyDialog open={creating} onOpenChange={setCreating} />
      {revoked !== null && <RevokeDialog apiKey={revoked} onClose={() => setRevoked(null)} />}
    </>
  );
}

interface KeyRowProps {
  readonly apiKey: Key;
  /** The page itself is signed in with it. */
  readonly own: boolean;
  readonly galleries: readonly string[] | null;
  readonly onRevoke: () => void;
}

function KeyRow({ apiKey, own, galleries, onRevoke }: KeyRowProps) {
  const expired = apiKey.expiresAt !== null && Date.parse(apiKey.expiresAt) <= Date.now();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-64">
        <p className="truncate font-medium">
          {apiKey.name}
          {own && <span className="ml-2 font-normal text-muted">this session</span>}
        </p>
        <p className="text-[0.8125rem] text-muted">
          {galleries === null ? 'All galleries' : galleries.join(', ')}
          {' · '}
          {apiKey.lastUsedAt === null ? (
            'never used'
          ) : (
            <>
              used <TimeAgo at={apiKey.lastUsedAt} />
            </>
          )}
          {apiKey.expiresAt !== null &&
            ` · ${expired ? 'expired' : 'expires'} ${formatMoment(apiKey.expiresAt)}`}
        </p>
      </div>
      <span className="flex flex-wrap gap-1.5">
        {apiKey.scopes.map((scope) => (
          <Badge key={scope} tone={scope === 'admin' ? 'accent' : 'neutral'}>
            {scope}
          </Badge>
        ))}
      </span>
      {/* Not the key that this page is signed in with: one would shut oneself out. */}
      {!own && (
        <Button size="small" aria-label={`Revoke ${apiKey.name}`} onClick={onRevoke}>
          Revoke
        </Button>
      )}
    </div>
  );
}

function RevokeDialog({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const revoke = useRevokeKey();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Revoke ${apiKey.name}?`}
      action="Revoke key"
      onConfirm={() => revoke.mutate(apiKey.id, { onSuccess: onClose })}
      busy={revoke.isPending}
      error={revoke.error}
    >
      <p>It opens nothing from then on, and whoever uses it is shut out. It cannot be undone.</p>
    </ConfirmDialog>
  );
}
