'use client';

import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import type { Gallery } from '../../api/client';
import { describeProblem } from '../../api/problem';
import { Page, PageSkeleton } from '../../components/page';
import { ProblemNote } from '../../components/problem-note';
import { useQueryParams } from '../../components/query-params';
import { buttonClasses } from '../../components/ui/button';
import { EmptyState } from '../../components/ui/empty-state';
import { TabPanel, Tabs } from '../../components/ui/tabs';
import { ItemsTab } from '../items/items-tab';
import { ModelsTab } from '../models/models-tab';
import { type OwnPicture, SearchTab } from '../search/search-tab';
import { TrainingTab } from '../training/training-tab';
import { asGalleryTab, type GalleryTab } from './gallery-address';
import { GalleryHead } from './gallery-head';
import { galleryQuery, infoQuery, isSampleWorking } from './queries';
import { SettingsTab } from './settings-tab';

const tabs: readonly { value: GalleryTab; title: string }[] = [
  { value: 'items', title: 'Items' },
  { value: 'search', title: 'Search' },
  { value: 'training', title: 'Training' },
  { value: 'models', title: 'Models' },
  { value: 'settings', title: 'Settings' },
];

export function GalleryView() {
  const { params } = useQueryParams();
  const name = params.get('name') ?? '';
  const tab = asGalleryTab(params.get('tab'));
  const info = useQuery(infoQuery);
  const gallery = useQuery({
    ...galleryQuery(name, {
      live: isSampleWorking(info.data),
      hearsEvents: tab === 'training' && !isSampleWorking(info.data),
    }),
    enabled: name !== '',
  });
  usePageTitle(gallery.data?.name);

  if (name === '' || (gallery.isError && describeProblem(gallery.error).code === 'not_found')) {
    return <NoSuchGallery name={name} />;
  }
  if (gallery.data === undefined) {
    if (!gallery.isError) return <PageSkeleton />;
    return (
      <Page>
        <ProblemNote error={gallery.error} onRetry={() => gallery.refetch()} />
      </Page>
    );
  }
  return <GalleryTabs key={gallery.data.id} gallery={gallery.data} tab={tab} />;
}

function GalleryTabs({ gallery, tab }: { gallery: Gallery; tab: GalleryTab }) {
  const { set } = useQueryParams();
  const [own, setOwn] = useState<OwnPicture | null>(null);
  return (
    <Page>
      <GalleryHead gallery={gallery} tab={tab} />
      <Tabs
        label={`Parts of ${gallery.name}`}
        value={tab}
        tabs={tabs}
        onChange={(next) => set({ tab: next === 'items' ? null : next, item: null, run: null })}
      >
        <TabPanel value="items">
          <ItemsTab gallery={gallery} />
        </TabPanel>
        <TabPanel value="search">
          <SearchTab
            gallery={gallery}
            own={own}
            onOwn={(file) => setOwn(file === null ? null : { file, serial: Date.now() })}
          />
        </TabPanel>
        <TabPanel value="training">
          <TrainingTab gallery={gallery} />
        </TabPanel>
        <TabPanel value="models">
          <ModelsTab gallery={gallery} />
        </TabPanel>
        <TabPanel value="settings">
          <SettingsTab key={gallery.name} gallery={gallery} />
        </TabPanel>
      </Tabs>
    </Page>
  );
}

function NoSuchGallery({ name }: { name: string }) {
  return (
    <Page className="pt-16">
      <EmptyState
        icon={<SearchX />}
        heading="h1"
        title={name === '' ? 'No gallery chosen' : `There is no gallery ${name}`}
        actions={
          <Link href="/" className={buttonClasses({})}>
            All galleries
          </Link>
        }
      >
        {name === ''
          ? 'The address names none.'
          : 'It may have been renamed or deleted, or this key may not see it.'}
      </EmptyState>
    </Page>
  );
}

function usePageTitle(name: string | undefined) {
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · Umbra`;
  }, [name]);
}
