import type { Metadata } from 'next';
import { GalleriesView } from '../../features/galleries/galleries-view';

export const metadata: Metadata = { title: 'Galleries' };

export default function GalleriesPage() {
  return <GalleriesView />;
}
