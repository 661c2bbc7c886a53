'use client';

import { LockKeyhole } from 'lucide-react';
import { Page } from '../../components/page';
import { useQueryParams } from '../../components/query-params';
import { EmptyState } from '../../components/ui/empty-state';
import { TabPanel, Tabs } from '../../components/ui/tabs';
import { useMay } from '../session/queries';
import { AuditTab } from './audit-tab';
import { JobsTab } from './jobs-tab';
import { KeysTab } from './keys-tab';

const tabs = [
  { value: 'keys', title: 'Keys' },
  { value: 'jobs', title: 'Jobs' },
  { value: 'audit', title: 'Audit' },
] as const;

export function AdministrationView() {
  const { params, set } = useQueryParams();
  const mayAdminister = useMay('admin');
  const tab = tabs.find(({ value }) => value === params.get('tab'))?.value ?? 'keys';
  if (!mayAdminister) {
    return (
      <Page className="pt-16">
        <EmptyState icon={<LockKeyhole />} heading="h1" title="This page needs an admin key">
          Sign in with a key that has the scope admin to see keys, jobs and who changed what.
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page>
      <h1 className="mb-3 font-semibold text-xl tracking-tight">Administration</h1>
      <Tabs
        label="Parts of the administration"
        value={tab}
        tabs={tabs}
        onChange={(next) => set({ tab: next === 'keys' ? null : next })}
      >
        <TabPanel value="keys">
          <KeysTab />
        </TabPanel>
        <TabPanel value="jobs">
          <JobsTab />
        </TabPanel>
        <TabPanel value="audit">
          <AuditTab />
        </TabPanel>
      </Tabs>
    </Page>
  );
}
