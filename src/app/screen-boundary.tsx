import { Button } from '@mantine/core';
import { Component, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../ui/error-notice.tsx';

type Props = { readonly children: ReactNode; readonly onLeave?: () => void };
type State = { readonly failure: Error | undefined };

/** Keeps a failing screen from taking the window with it, and waits for its code without a spinner. */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { failure: undefined };

  static getDerivedStateFromError(failure: unknown): State {
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure) {
      return (
        <Crashed
          failure={failure}
          onRetry={() => this.setState({ failure: undefined })}
          {...(this.props.onLeave ? { onLeave: this.props.onLeave } : {})}
        />
      );
    }
    return <Suspense fallback={null}>{this.props.children}</Suspense>;
  }
}

function Crashed(props: { failure: Error; onRetry: () => void; onLeave?: () => void }) {
  const { t } = useTranslation();
  return (
    <div style={{ padding: '1.25rem', display: 'grid', gap: '0.75rem' }}>
      <ErrorNotice
        error={{ kind: 'bug', message: props.failure.stack ?? props.failure.message }}
        onRetry={props.onRetry}
      />
      {props.onLeave && (
        <Button variant="default" onClick={props.onLeave} style={{ justifySelf: 'start' }}>
          {t('close')}
        </Button>
      )}
    </div>
  );
}
