/** The groups of routes, in the order in which the document shows them. */
export const tags = [
  { name: 'session', description: 'Signing in and out, and who the caller is.' },
  { name: 'leads', description: 'Leads, and what is done to one or many of them.' },
  { name: 'timeline', description: 'Notes, activities and history of a lead.' },
  { name: 'files', description: 'Photos and documents of leads, and contents by their SHA-256.' },
  { name: 'appointments', description: 'Appointments with leads.' },
  { name: 'analytics', description: 'Figures over days of the time zone of the organization.' },
  {
    name: 'lead-settings',
    description: 'Pipelines, stages and what they ask for, sources, priorities, reasons, roles, scoring. Admins write.',
  },
  { name: 'people', description: 'People of the organization, and their sign-in.' },
  { name: 'api-keys', description: 'Keys by which programs call the API.' },
  { name: 'audit', description: 'Who did what, and by which request.' },
  { name: 'devices', description: 'Devices that sync, and their revocation.' },
  { name: 'sync', description: 'How devices push, pull and audit. The protocol is described in docs/sync.md.' },
  { name: 'operations', description: 'Probes, and the API itself.' },
];
