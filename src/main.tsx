import { z } from 'zod';
// Before any schema parses: the content security policy forbids the code generation that zod would try.
z.config({ jitless: true });

import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import './ui/tokens.css';
import './ui/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { Bridge } from './bridge/client.ts';
import { BridgeContext } from './bridge/hooks.ts';
import { windowTransport } from './bridge/transport.ts';
import { setUpTranslations, systemLanguage } from './i18n/setup.ts';
import { useAppearance } from './stores/appearance.ts';

const { language } = useAppearance.getState();
await setUpTranslations(language === 'system' ? systemLanguage() : language);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <BridgeContext value={new Bridge(windowTransport())}>
      <App />
    </BridgeContext>
  </StrictMode>,
);
