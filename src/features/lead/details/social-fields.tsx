import { useTranslation } from 'react-i18next';
import { useLead } from '../lead-context.ts';
import { FieldGroup, FieldRow } from './field-row.tsx';
import { networks, socialMediaIn, withNetwork } from './field-values.ts';
import { InlineText } from './inline-text.tsx';

/** The lead's addresses on social networks: one field of the lead, shown as one line a network. */
export function SocialFields() {
  const { t } = useTranslation('lead');
  const { detail, may, save } = useLead();
  const cell = detail.lead.socialMedia;
  const media = socialMediaIn(cell);
  return (
    <FieldGroup title={t('details.social')}>
      {networks.map((network) => {
        const label = t(`details.network.${network}`);
        return (
          <FieldRow key={network} label={label}>
            <InlineText
              field="socialMedia"
              label={label}
              value={media[network] ?? ''}
              editable={may.edit}
              onSave={(text) => save('socialMedia', cell === null ? null : media, withNetwork(media, network, text))}
            />
          </FieldRow>
        );
      })}
    </FieldGroup>
  );
}
