/**
 * The report as one page that needs nothing else: no script, no font, no picture from anywhere.
 * React renders it here, on the server's side, because it escapes every text; nothing of it runs in
 * the browser.
 */
import { renderToStaticMarkup } from 'react-dom/server';
import type { PocReport } from '../report.js';
import { CheckSection } from './check-section.js';
import { ClassSection } from './class-section.js';
import { DimensionSection } from './dimension-section.js';
import { MapSection } from './map-section.js';
import { MethodSection } from './method-section.js';
import { RivalsSection } from './rivals-section.js';
import { SearchSection } from './search-section.js';
import { styleSheet } from './style.js';
import { Summary } from './summary.js';

/** `command`: how the recommendation is used. */
export function renderPage(report: PocReport, command: string): string {
  const page = (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          httpEquiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <title>{`Umbra proof of concept: ${report.data.name}`}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours */}
        <style dangerouslySetInnerHTML={{ __html: styleSheet }} />
      </head>
      <body>
        <main>
          <Summary report={report} command={command} />
          <DimensionSection report={report} />
          <RivalsSection rivals={report.rivals} />
          <MapSection map={report.map} />
          <ClassSection classes={report.classes} />
          <SearchSection report={report} />
          <CheckSection checks={report.checks} />
          <MethodSection report={report} />
          <footer>
            Made by umbra poc. The same figures as data lie beside this page in report.json.
          </footer>
        </main>
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToStaticMarkup(page)}\n`;
}
