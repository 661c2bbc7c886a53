'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { chooseTheme, currentTheme, followSystemTheme, subscribeTheme, type Theme } from './theme';
import { IconButton } from './ui/icon-button';
import { Menu, MenuChoice } from './ui/menu';

const options: { value: Theme; label: string; icon: React.ReactNode }[] = [
  { value: 'light', label: 'Light', icon: <Sun /> },
  { value: 'dark', label: 'Dark', icon: <Moon /> },
  { value: 'system', label: 'Like the system', icon: <Monitor /> },
];

export function ThemeMenu() {
  const theme = useSyncExternalStore(subscribeTheme, currentTheme, () => 'system' as const);
  useEffect(followSystemTheme, []);
  return (
    <Menu
      trigger={
        <IconButton label="Theme">
          <Sun className="dark:hidden" />
          <Moon className="hidden dark:block" />
        </IconButton>
      }
    >
      <MenuChoice value={theme} onChange={chooseTheme} options={options} />
    </Menu>
  );
}
