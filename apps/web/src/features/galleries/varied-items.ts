/** A few items that show how varied a gallery is: one of each label in turn, in the order given. */
export function variedItems<T extends { readonly label: string | null }>(
  items: readonly T[],
  count: number,
): T[] {
  const byLabel = new Map<string | null, T[]>();
  for (const item of items) {
    const group = byLabel.get(item.label);
    if (group === undefined) byLabel.set(item.label, [item]);
    else group.push(item);
  }
  const chosen: T[] = [];
  for (let round = 0; chosen.length < Math.min(count, items.length); round += 1) {
    for (const group of byLabel.values()) {
      const item = group[round];
      if (item !== undefined && chosen.length < count) chosen.push(item);
    }
  }
  return chosen;
}
