import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Scope, umbra } from '../../api/client';
import { noteSignedIn } from './signed-in';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => umbra.session.get({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/**
 * Whether the key may do it. True until the session is known: most keys may, and the API has the
 * last word anyway.
 */
export function useMay(scope: Scope): boolean {
  const { data } = useQuery(sessionQuery);
  if (data === undefined) return true;
  return data.key.scopes.includes(scope) || data.key.scopes.includes('admin');
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: string) => umbra.session.start({ key }),
    onSuccess: (session) => {
      client.clear();
      client.setQueryData(sessionQuery.queryKey, session);
      noteSignedIn(true);
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => umbra.session.end(),
    onSuccess: () => {
      noteSignedIn(false);
      client.clear();
    },
  });
}
