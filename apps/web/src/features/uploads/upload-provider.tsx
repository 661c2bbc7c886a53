'use client';

import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { umbra } from '../../api/client';
import { describeProblem } from '../../api/problem';
import { invariantContext } from '../../components/context';
import { formatBytes } from '../../format/numbers';
import { infoQuery } from '../galleries/queries';
import { useRefreshGallery } from '../items/queries';
import {
  createUploadQueue,
  type UploadEntry,
  type UploadQueue,
  uploadTotals,
} from './upload-queue';

/**
 * Enough to hide the way there and back, few enough to leave room for looking at pictures
 * meanwhile.
 */
const parallelUploads = 3;
const refreshPauseMs = 2_500;

const UploadContext = createContext<UploadQueue | null>(null);

class TooLargeError extends Error {}

/** Holds the uploads of all pages, so that they go on while one moves about. */
export function UploadProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const refresh = useRefreshGallery();
  const [queue] = useState(() => {
    let refreshedAt = 0;
    return createUploadQueue({
      parallel: parallelUploads,
      send: async ({ gallery, file, label }, signal) => {
        const info = await client.ensureQueryData(infoQuery);
        const limit = info.limits.imageBytesMax;
        if (file.size > limit) {
          throw new TooLargeError(`The file is larger than ${formatBytes(limit)}.`);
        }
        await umbra.items.upload({ gallery, image: file, label: label ?? undefined, signal });
      },
      explain: (error) =>
        error instanceof TooLargeError ? error.message : describeProblem(error).detail,
      onProgress: (gallery, idle) => {
        const now = Date.now();
        if (!idle && now - refreshedAt < refreshPauseMs) return;
        refreshedAt = now;
        void refresh(gallery);
      },
    });
  });
  useStayWhileUploading(queue);
  return <UploadContext value={queue}>{children}</UploadContext>;
}

export function useUploadQueue(): UploadQueue {
  return invariantContext(useContext(UploadContext), 'UploadProvider');
}

const noEntries: readonly UploadEntry[] = [];

export function useUploadEntries(queue: UploadQueue): readonly UploadEntry[] {
  return useSyncExternalStore(queue.subscribe, queue.entries, () => noEntries);
}

/** The browser asks before it leaves pictures behind. */
function useStayWhileUploading(queue: UploadQueue) {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (uploadTotals(queue.entries()).open > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [queue]);
}
