/** What a picture is called where it cannot be seen. */
export function itemName(item: {
  readonly label: string | null;
  readonly externalId: string | null;
}): string {
  if (item.label !== null) return item.label;
  return item.externalId ?? 'Picture without a label';
}
