import Link from 'next/link';
import { Header } from '../components/header';
import { Page } from '../components/page';
import { buttonClasses } from '../components/ui/button';

export default function NotFoundPage() {
  return (
    <>
      <Header />
      <Page className="flex flex-col items-center pt-[18vh] text-center">
        <svg viewBox="0 0 64 64" className="size-20" aria-hidden="true">
          <circle cx="32" cy="32" r="23" className="fill-disc" />
          <circle
            cx="32"
            cy="32"
            r="25.5"
            fill="none"
            strokeWidth="1.5"
            className="stroke-accent"
          />
        </svg>
        <h1 className="mt-6 font-semibold text-xl tracking-tight">This page is in the dark</h1>
        <p className="mt-1.5 max-w-sm text-muted text-pretty">
          Nothing is at this address. It may have moved, or the link was cut short.
        </p>
        <Link href="/" className={buttonClasses({ variant: 'primary', className: 'mt-6' })}>
          All galleries
        </Link>
      </Page>
    </>
  );
}
