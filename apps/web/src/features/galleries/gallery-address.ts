/** Addresses inside the console. */
const galleryTabs = ['items', 'search', 'training', 'models', 'settings'] as const;
export type GalleryTab = (typeof galleryTabs)[number];

export function galleryAddress(name: string, tab?: GalleryTab): string {
  const query = new URLSearchParams({ name });
  if (tab !== undefined) query.set('tab', tab);
  return `/gallery/?${query.toString()}`;
}

export function asGalleryTab(text: string | null): GalleryTab {
  return galleryTabs.find((tab) => tab === text) ?? 'items';
}
