'use client';

import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { classNames } from './ui/class-names';

interface PictureProps {
  readonly src: string;
  readonly alt: string;
  /**
   * `cover` fills the frame for an even grid; `contain` shows all of it where pictures are
   * compared.
   */
  readonly fit?: 'cover' | 'contain';
  readonly eager?: boolean;
  readonly className?: string | undefined;
}

/** A picture that keeps its place while it loads and says so when it cannot be shown. */
export function Picture({ src, alt, fit = 'cover', eager = false, className }: PictureProps) {
  const [failed, setFailed] = useState<string | null>(null);
  if (failed === src) {
    return (
      <span
        role="img"
        aria-label={`${alt} (cannot be shown)`}
        className={classNames('flex items-center justify-center bg-sunken text-faint', className)}
      >
        <ImageOff className="size-5" aria-hidden="true" />
      </span>
    );
  }
  return (
    // biome-ignore lint/performance/noImgElement: Next's own resizes on a server; the API does
    <img
      src={src}
      alt={alt}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      draggable={false}
      onError={() => setFailed(src)}
      className={classNames(
        'bg-sunken',
        fit === 'cover' ? 'object-cover' : 'object-contain',
        className,
      )}
    />
  );
}
