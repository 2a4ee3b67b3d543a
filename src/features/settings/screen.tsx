import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { hrefTo, useRoute } from '../../app/router.ts';
import { Page, PageHeader } from '../../ui/page.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { BusinessesSection } from './businesses-section.tsx';
import { OrganizationSection } from './organization-section.tsx';
import { PeopleSection } from './people-section.tsx';
import { PipelinesSection } from './pipelines-section.tsx';
import { ownSections, sectionNamed, sections, type Section } from './section.ts';
import { SourcesSection } from './sources-section.tsx';
import { TeamsSection } from './teams-section.tsx';
import classes from './settings.module.css';

const bodies: Record<Section, ComponentType> = {
  appearance: AppearanceSection,
  organization: OrganizationSection,
  pipelines: PipelinesSection,
  sources: SourcesSection,
  businesses: BusinessesSection,
  people: PeopleSection,
  teams: TeamsSection,
};

/** Settings of the person and of the organization, one section an address. */
export function Screen() {
  const { t } = useTranslation('settings');
  const section = sectionNamed(useRoute().id);
  const Body = bodies[section];
  const own = sections.filter((name) => ownSections.has(name));
  const shared = sections.filter((name) => !ownSections.has(name));
  return (
    <Page header={<PageHeader title={t('title')} />} fill>
      <div className={classes.layout}>
        <nav className={classes.nav} aria-label={t('navigation')}>
          <SectionLinks title={t('mine')} members={own} current={section} />
          <SectionLinks title={t('shared')} members={shared} current={section} />
        </nav>
        {/* Without the right to edit nothing in here takes the focus, and it must still scroll from the keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className={classes.body} key={section} tabIndex={0} role="group" aria-label={t(`sections.${section}`)}>
          <div className={classes.column}>
            <Body />
          </div>
        </div>
      </div>
    </Page>
  );
}

function SectionLinks({ title, members, current }: { title: string; members: readonly Section[]; current: Section }) {
  const { t } = useTranslation('settings');
  return (
    <div className={classes.group}>
      <div className={classes.groupTitle}>{title}</div>
      {members.map((name) => (
        <a
          key={name}
          className={classes.link}
          href={hrefTo({ name: 'settings', id: name })}
          aria-current={name === current ? 'page' : undefined}
        >
          {t(`sections.${name}`)}
        </a>
      ))}
    </div>
  );
}
