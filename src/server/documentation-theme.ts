/** Theme of the API documentation: the page's colours, a layout for phones, a way back. */

/** Styles that hide the bar with the framework's logo and its field for another document. */
const STYLE = `
html:not(.dark-mode) body { background: #f5f1e8 }
html.dark-mode, html.dark-mode body, html.dark-mode .swagger-ui { background: #141210 }
html.dark-mode .back { color: #f4efe5 }
.back { display: inline-block; margin: 16px 20px 0; padding: 12px 0; color: #1b1815; font: 600 16px system-ui, sans-serif }
.swagger-ui .topbar { display: none }
.swagger-ui .info { margin: 16px 0 }
.swagger-ui .scheme-container { padding: 0 0 12px; background: none; box-shadow: none }
.swagger-ui .opblock .opblock-summary { min-height: 44px }
@media (max-width: 640px) {
  .swagger-ui .wrapper { padding: 0 12px }
  .swagger-ui .opblock .opblock-summary-description { display: none }
  .swagger-ui .opblock .opblock-summary-path { font-size: 14px }
}
`;

/** Script that adds two elements which the framework's document lacks. */
const SCRIPT = `
const viewport = document.createElement('meta');
viewport.name = 'viewport';
viewport.content = 'width=device-width, initial-scale=1';
const back = document.createElement('a');
back.className = 'back';
back.href = '/';
back.textContent = '\\u2190 Tonearm';
document.head.append(viewport);
document.body.prepend(back);
`;

export const DOCUMENTATION_THEME = {
  title: 'Tonearm: HTTP interface',
  css: [{ filename: 'tonearm.css', content: STYLE }],
  js: [{ filename: 'tonearm.js', content: SCRIPT }],
};
