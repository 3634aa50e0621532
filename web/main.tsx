import '@fontsource-variable/bricolage-grotesque/wght.css';
import '@fontsource-variable/instrument-sans/wght.css';
import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/VisuallyHidden.css';
import '@mantine/core/styles/Loader.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/ActionIcon.css';
import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/SegmentedControl.css';
import './theme/page.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, loadPage } from './app.tsx';
import { speakLanguage, spokenLanguage } from './language/choose.ts';
import { language } from './language/language.ts';
import { takeIncomingFiles } from './queue/incoming-files.ts';
import { startOffline } from './shell/offline.ts';
import { currentPath } from './shell/router.ts';
import { HAS_SERVER } from './shell/site.ts';
import { cssVariablesResolver, theme } from './theme/theme.ts';

// The head's addresses are relative on a site: they would follow the address bar to another page.
if (!HAS_SERVER)
  for (const link of document.head.querySelectorAll('link')) link.setAttribute('href', link.href);

const root = createRoot(document.getElementById('root')!);
// The words are the same objects in every language: who shows them is made anew.
const show = () =>
  root.render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <App key={spokenLanguage.get()} />
      </MantineProvider>
    </StrictMode>,
  );
spokenLanguage.subscribe(show);
// Until then the document's own shell is seen; a page that does not come is said to be missing by who shows it.
void Promise.allSettled([language() === 'en' ? undefined : speakLanguage(), loadPage(currentPath())]).then(
  show,
);

startOffline();
takeIncomingFiles();
