'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { describeProblem } from '../../api/problem';
import { ProblemNote } from '../../components/problem-note';
import { Button } from '../../components/ui/button';
import { TextField } from '../../components/ui/field';
import { useSignIn } from './queries';
import { safeReturnPath } from './return-path';

/** What is wrong with the key as typed or as the API sees it, or undefined. */
function keyProblem(empty: boolean, error: unknown): string | undefined {
  if (empty) return 'Paste a key first.';
  if (error === null) return undefined;
  const { code, fields } = describeProblem(error);
  if (code === 'unauthorized') return 'This key is not valid. Check that it was copied whole.';
  return fields['key'];
}

export function SignInForm() {
  const router = useRouter();
  const params = useSearchParams();
  const signIn = useSignIn();
  const [key, setKey] = useState('');
  const [empty, setEmpty] = useState(false);
  const problem = keyProblem(empty, signIn.error);

  const submit = () => {
    const trimmed = key.trim();
    setEmpty(trimmed === '');
    if (trimmed === '') return;
    signIn.mutate(trimmed, {
      onSuccess: () => router.replace(safeReturnPath(params.get('next'))),
    });
  };

  return (
    <form
      className="space-y-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        label="API key"
        type="password"
        name="key"
        autoComplete="current-password"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        placeholder="umbra_…"
        className="font-mono"
        value={key}
        onChange={(event) => {
          setKey(event.target.value);
          setEmpty(false);
          signIn.reset();
        }}
        error={problem}
      />
      {signIn.error !== null && problem === undefined && <ProblemNote error={signIn.error} />}
      <Button type="submit" variant="primary" className="w-full" busy={signIn.isPending}>
        {signIn.isPending ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  );
}
