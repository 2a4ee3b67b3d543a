import { calendar as deCalendar } from './de/calendar.ts';
import { common as deCommon } from './de/common.ts';
import { dashboard as deDashboard } from './de/dashboard.ts';
import { devices as deDevices } from './de/devices.ts';
import { errors as deErrors } from './de/errors.ts';
import { files as deFiles } from './de/files.ts';
import { lead as deLead } from './de/lead.ts';
import { leads as deLeads } from './de/leads.ts';
import { onboarding as deOnboarding } from './de/onboarding.ts';
import { pipeline as dePipeline } from './de/pipeline.ts';
import { search as deSearch } from './de/search.ts';
import { settings as deSettings } from './de/settings.ts';
import { shell as deShell } from './de/shell.ts';
import { sync as deSync } from './de/sync.ts';
import { calendar } from './en/calendar.ts';
import { common } from './en/common.ts';
import { dashboard } from './en/dashboard.ts';
import { devices } from './en/devices.ts';
import { errors } from './en/errors.ts';
import { files } from './en/files.ts';
import { lead } from './en/lead.ts';
import { leads } from './en/leads.ts';
import { onboarding } from './en/onboarding.ts';
import { pipeline } from './en/pipeline.ts';
import { search } from './en/search.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { sync } from './en/sync.ts';

/** English texts, one namespace a feature; German has the same shape, checked by the compiler. */
export const en = {
  common,
  shell,
  errors,
  pipeline,
  leads,
  lead,
  files,
  calendar,
  dashboard,
  search,
  sync,
  devices,
  onboarding,
  settings,
};

export const de: typeof en = {
  common: deCommon,
  shell: deShell,
  errors: deErrors,
  pipeline: dePipeline,
  leads: deLeads,
  lead: deLead,
  files: deFiles,
  calendar: deCalendar,
  dashboard: deDashboard,
  search: deSearch,
  sync: deSync,
  devices: deDevices,
  onboarding: deOnboarding,
  settings: deSettings,
};
