import { useFormat } from '../i18n/use-format.ts';

/**
 * An amount in its currency, figures aligned.
 * @param props.minor integer minor units; null: nothing is shown
 * @param props.compact "€1.2M", with the exact amount as title
 */
export function Money(props: { minor: number | null; currency: string; compact?: boolean }) {
  const format = useFormat();
  if (props.minor === null) return null;
  const exact = format.money(props.minor, props.currency);
  if (!props.compact) return <span className="tabular">{exact}</span>;
  return (
    <span className="tabular" title={exact}>
      {format.moneyCompact(props.minor, props.currency)}
    </span>
  );
}
