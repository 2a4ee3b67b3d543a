/** Texts in which homes could disagree: accents, cases, wildcards of LIKE, quotes, other scripts, what UTF-16 sorts otherwise than UTF-8. */
export const firstNames = [
  'Jane',
  'jane',
  'Zoë',
  'Øystein',
  'Élodie',
  "D'Artagnan",
  'Anna-Lena',
  '100%',
  'a_b',
  'back\\slash',
  '李',
  'Ян',
  '😀 Smile',
  'ﬁona',
  'Jo',
] as const;

export const lastNames = [
  'Doe',
  'Dœ',
  'Müller',
  'Mueller',
  'Johnson',
  'Johnsen',
  'Straße',
  'O’Brien',
  'van der Berg',
  '50% Off',
  '_under',
  '"Quoted"',
  'Ångström',
  '王',
  '\u{10000}supplementary',
  '\uffee halfwidth',
] as const;

export const companies = [
  'Acme GmbH',
  'acme',
  'ÄCME Ltd.',
  'Globex 100%',
  'Soylent_Corp',
  'C:\\Temp & Co',
  'Zażółć gęślą jaźń',
  '株式会社',
  'ab',
  'Johnson & Johnson',
] as const;

export const emails = [
  'jane.doe@example.org',
  'zoe_m@example.org',
  'sales%west@example.com',
  'jörg@exämple.de',
  'johnson@acme.test',
] as const;

export const phoneNumbers = ['+49 30 1234567', '030 / 123-45 67', '(555) 010-9999', '+1 555 010 9999', '112'] as const;

export const noteTexts = [
  'Called; wants 100% discount on the Müller account.',
  'Visited Johnson in Straßburg, café  was closed.\nNext week again.',
  'under_score and back\\slash',
  '見積もりを送る',
  'ok',
  '',
] as const;
