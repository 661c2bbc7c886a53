import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PageSkeleton } from '../../../components/page';
import { AdministrationView } from '../../../features/administration/administration-view';

export const metadata: Metadata = { title: 'Administration' };

export default function AdministrationPage() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <AdministrationView />
    </Suspense>
  );
}
