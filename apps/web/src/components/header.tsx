'use client';

import { useQuery } from '@tanstack/react-query';
import { BookOpen, KeyRound, LogOut, Settings2 } from 'lucide-react';
import Link from 'next/link';
import { infoQuery } from '../features/galleries/queries';
import { sessionQuery, useMay, useSignOut } from '../features/session/queries';
import { Wordmark } from './logo';
import { ThemeMenu } from './theme-menu';
import { IconButton } from './ui/icon-button';
import { Menu, MenuItem, MenuLink, MenuNote, MenuSeparator } from './ui/menu';

export function Header({ children }: { children?: React.ReactNode }) {
  return (
    <header className="sticky top-0 z-30 border-b bg-canvas/90 backdrop-blur">
      <div className="mx-auto flex h-14 max-w-[88rem] items-center gap-1 px-4 sm:px-6">
        <Link href="/" className="mr-auto rounded-control" aria-label="Umbra, all galleries">
          <Wordmark />
        </Link>
        {children}
      </div>
    </header>
  );
}

export function HeaderTools() {
  return (
    <>
      <BackendName />
      <a
        href="/docs"
        className="hidden h-9 items-center rounded-control px-2.5 text-muted transition-colors hover:bg-sunken hover:text-ink sm:inline-flex"
      >
        API
      </a>
      <ThemeMenu />
      <KeyMenu />
    </>
  );
}

function BackendName() {
  const { data: info } = useQuery(infoQuery);
  if (info === undefined) return null;
  return (
    <span
      title={info.backend.detail}
      className="mr-2 hidden max-w-80 truncate text-faint text-xs md:inline"
    >
      {info.backend.name}
    </span>
  );
}

function KeyMenu() {
  const { data: session } = useQuery(sessionQuery);
  const { data: info } = useQuery(infoQuery);
  const signOut = useSignOut();
  const mayAdminister = useMay('admin');
  return (
    <Menu
      trigger={
        <IconButton label="Key and session">
          <KeyRound />
        </IconButton>
      }
    >
      {session !== undefined && (
        <MenuNote>
          <span className="block font-medium text-ink text-sm">{session.key.name}</span>
          May {session.key.scopes.join(', ')}
        </MenuNote>
      )}
      {info !== undefined && (
        <MenuNote>
          Umbra {info.version}
          <span className="block max-w-64">{info.backend.detail}</span>
        </MenuNote>
      )}
      <MenuSeparator />
      {mayAdminister && (
        <MenuLink href="/administration/">
          <Settings2 aria-hidden="true" />
          Administration
        </MenuLink>
      )}
      <MenuLink href="/docs">
        <BookOpen aria-hidden="true" />
        API documentation
      </MenuLink>
      <MenuItem onSelect={() => signOut.mutate()}>
        <LogOut aria-hidden="true" />
        Sign out
      </MenuItem>
    </Menu>
  );
}
