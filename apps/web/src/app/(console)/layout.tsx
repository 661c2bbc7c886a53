import type { ReactNode } from 'react';
import { Header, HeaderTools } from '../../components/header';
import { PageSkeleton } from '../../components/page';
import { SessionGuard } from '../../features/session/session-guard';
import { UploadProvider } from '../../features/uploads/upload-provider';
import { UploadTray } from '../../features/uploads/upload-tray';

export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return (
    <SessionGuard
      fallback={
        <>
          <Header />
          <PageSkeleton />
        </>
      }
    >
      <UploadProvider>
        <a
          href="#content"
          className="sr-only z-50 rounded-control bg-primary px-3 py-2 text-on-primary focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          Skip to the content
        </a>
        <Header>
          <HeaderTools />
        </Header>
        {children}
        <UploadTray />
      </UploadProvider>
    </SessionGuard>
  );
}
