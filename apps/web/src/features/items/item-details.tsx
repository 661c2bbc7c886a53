import type { ReactNode } from 'react';
import type { Item } from '../../api/client';
import { DetailList, DetailRow } from '../../components/ui/detail-list';
import { formatBytes } from '../../format/numbers';
import { formatMoment } from '../../format/time';

export function ItemDetails({ item }: { item: Item }) {
  const metadata = Object.entries(item.metadata);
  return (
    <DetailList>
      {item.externalId !== null && <DetailRow term="External id">{item.externalId}</DetailRow>}
      {item.format !== null && (
        <>
          <DetailRow term="Size">
            {item.width} × {item.height} pixels
          </DetailRow>
          <DetailRow term="File">
            {item.format.toUpperCase()}, {formatBytes(item.bytes ?? 0)}
          </DetailRow>
        </>
      )}
      <DetailRow term="Added">{formatMoment(item.createdAt)}</DetailRow>
      <DetailRow term="Id">
        <Code>{item.id}</Code>
      </DetailRow>
      {item.sha256 !== null && (
        <DetailRow term="SHA-256">
          <Code>{item.sha256}</Code>
        </DetailRow>
      )}
      {metadata.map(([key, value]) => (
        <DetailRow key={key} term={key}>
          {typeof value === 'string' ? value : <Code>{JSON.stringify(value)}</Code>}
        </DetailRow>
      ))}
    </DetailList>
  );
}

function Code({ children }: { children: ReactNode }) {
  return <span className="break-all font-mono text-xs">{children}</span>;
}
