/**
 * What the renderer's pages may do, wherever they are served from: the app:// protocol and the browser host.
 * No eval, no inline scripts, nothing from elsewhere. `style-src`: Mantine sets inline styles.
 */
const pageDirectives = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data: blob:`,
  `font-src 'self'`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
];

/** The policy that index.html carries itself, so that it holds even where a header was forgotten. */
export const pagePolicy = pageDirectives.join('; ');

/** The page's policy and what only a header can say. */
export const contentSecurityPolicy = [...pageDirectives, `frame-ancestors 'none'`].join('; ');

/** Sent with every answer to the renderer. */
export const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;
