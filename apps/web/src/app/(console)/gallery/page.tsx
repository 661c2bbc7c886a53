import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PageSkeleton } from '../../../components/page';
import { GalleryView } from '../../../features/galleries/gallery-view';

export const metadata: Metadata = { title: 'Gallery' };

export default function GalleryPage() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <GalleryView />
    </Suspense>
  );
}
