/**
 * Before packing: says what is missing when signed packages are asked for (OUTPOST_SIGN=1). electron-builder would
 * otherwise leave the signature out and succeed.
 */

/** What electron-builder reads, by platform; of each line one group must be complete. */
const required: Partial<Record<NodeJS.Platform, readonly (readonly (readonly string[])[])[]>> = {
  win32: [
    [
      ['WIN_CSC_LINK', 'WIN_CSC_KEY_PASSWORD'],
      ['CSC_LINK', 'CSC_KEY_PASSWORD'],
    ],
  ],
  darwin: [
    [['CSC_LINK', 'CSC_KEY_PASSWORD']],
    [
      ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'],
      ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
    ],
  ],
};

/**
 * @param env process.env
 * @param platform for which packages are made
 * @returns why signed packages cannot be made, one sentence each; empty when they can, or when nobody asks for them
 */
export function signingProblems(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const asked = env['OUTPOST_SIGN'];
  if (asked === undefined || asked === '' || asked === '0') return [];
  if (asked !== '1') return [`OUTPOST_SIGN is ${JSON.stringify(asked)}; it is 1 or 0.`];
  const lines = required[platform];
  if (!lines) {
    return [
      `Packages for ${platform} carry no signature of their own: sign the package repository, with OUTPOST_SIGN=0.`,
    ];
  }
  return lines.flatMap((groups) => {
    const missing = groups.map((group) => group.filter((name) => !env[name]?.trim()));
    if (missing.some((names) => names.length === 0)) return [];
    return [`Missing: ${missing.map((names) => names.join(', ')).join(' — or instead: ')}.`];
  });
}

if (import.meta.main) {
  const problems = signingProblems(process.env, process.platform);
  for (const problem of problems) console.error(`Signing was asked for (OUTPOST_SIGN=1). ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
