import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { NewKey } from '../../api/client';
import { Button } from '../../components/ui/button';
import { DialogActions, DialogBody } from '../../components/ui/dialog';
import { TextField } from '../../components/ui/field';

/** The key itself, this once: the server keeps only its hash. */
export function KeySecret({ created, onClose }: { created: NewKey; onClose: () => void }) {
  const [copy, setCopy] = useState<'none' | 'done' | 'refused'>('none');
  // Clipboards are closed to pages that came over plain HTTP: then it is copied by hand.
  const copyKey = () =>
    Promise.resolve()
      .then(() => navigator.clipboard.writeText(created.key))
      .then(
        () => setCopy('done'),
        () => setCopy('refused'),
      );
  return (
    <>
      <DialogBody>
        <TextField
          label={`Key of ${created.name}`}
          readOnly
          autoFocus
          value={created.key}
          className="font-mono text-xs"
          onFocus={(event) => event.target.select()}
          hint={
            copy === 'refused'
              ? 'The browser does not let this page copy: select the key and copy it yourself.'
              : 'Keep it now: it is not shown again.'
          }
        />
      </DialogBody>
      <DialogActions>
        <Button onClick={copyKey}>
          {copy === 'done' ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          {copy === 'done' ? 'Copied' : 'Copy'}
        </Button>
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </>
  );
}
