import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Mark } from '../../components/logo';
import { Skeleton } from '../../components/ui/skeleton';
import { SignInForm } from '../../features/session/sign-in-form';

export const metadata: Metadata = { title: 'Sign in' };

export default function SignInPage() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center px-6 py-16">
      <Mark className="size-11" />
      <h1 className="mt-6 font-semibold text-2xl tracking-tight">Sign in to Umbra</h1>
      <p className="mt-1.5 mb-7 text-balance text-muted">
        Similarity search that learns from your own images.
      </p>
      <Suspense fallback={<Skeleton className="h-28" />}>
        <SignInForm />
      </Suspense>
      <section className="mt-8 border-t pt-5 text-[0.8125rem] text-muted">
        <h2 className="font-medium text-ink">Where is the key?</h2>
        <p className="mt-1 text-pretty">
          The first start of the server prints an admin key in its terminal, once. If{' '}
          <Code>UMBRA_ADMIN_KEY</Code> was set, that is the key. Other keys come from whoever runs
          this server.
        </p>
      </section>
    </main>
  );
}

function Code({ children }: { children: string }) {
  return <code className="rounded bg-sunken px-1 py-0.5 font-mono text-xs">{children}</code>;
}
