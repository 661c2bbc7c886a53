/** What a key may do; `admin` may do everything. */
export const scopes = ['search', 'write', 'train', 'admin'] as const;
export type Scope = (typeof scopes)[number];
