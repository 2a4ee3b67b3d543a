import { Button, Modal } from '@mantine/core';
import { Component, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../ui/error-notice.tsx';
import classes from './screen-boundary.module.css';

type Props = {
  readonly children: ReactNode;
  /** What closes the failed part, where it can be closed. */
  readonly onLeave?: () => void;
  /** The failed part is a dialog: its failure is shown in one. */
  readonly asDialog?: boolean;
};
type State = { readonly failure: Error | undefined };

/** Keeps a failing screen from taking the window with it, and waits for its code without a spinner. */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { failure: undefined };

  static getDerivedStateFromError(failure: unknown): State {
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    const { onLeave, asDialog } = this.props;
    if (!failure) return <Suspense fallback={null}>{this.props.children}</Suspense>;
    const crashed = (
      <Crashed failure={failure} onRetry={() => this.setState({ failure: undefined })} onLeave={onLeave} />
    );
    if (!asDialog || !onLeave) return crashed;
    return (
      <Modal opened onClose={onLeave} withCloseButton={false} padding={0}>
        {crashed}
      </Modal>
    );
  }
}

function Crashed(props: { failure: Error; onRetry: () => void; onLeave: (() => void) | undefined }) {
  const { t } = useTranslation(['errors', 'common']);
  const { failure } = props;
  return (
    <div className={classes.crashed}>
      <ErrorNotice
        error={{ kind: 'bug', message: failure.stack ?? failure.message }}
        title={t('crashed.title')}
        detail={t('crashed.detail')}
        onRetry={props.onRetry}
      />
      {props.onLeave && (
        <Button variant="default" onClick={props.onLeave} className={classes.close}>
          {t('common:close')}
        </Button>
      )}
    </div>
  );
}
