// Who may import whom: the table in docs/architecture.md, as rules.
// TypeScript 7 has no parser API for dependency-cruiser, so swc parses. It reports type-only imports too, which is
// wanted: a type is a dependency. Two limits of swc's visitor: it fails loudly on `using` declarations, and it does not
// see `import('x')` in a type position (oxlint's consistent-type-imports forbids that form).

const TEST_FILE = '\\.test\\.tsx?$';
const NOT_PRODUCT = ['^tests/', '^e2e/', TEST_FILE];

/** The path of a file inside one of these packages, installed or not. */
const packages = (...names) => `(^|node_modules/)(@types/)?(${names.join('|')})(/|$)`;

const CORE_LIBRARIES = packages(
  'zod',
  'kysely',
  'date-fns',
  'libphonenumber-js',
  'papaparse',
  'node-diff3',
  'uuidv7',
  '@noble/hashes',
);

// Not `packages('electron')`: that would match our own folder electron/.
const ELECTRON = ['node_modules/electron/', '^electron$'];

/** A layer of core may import itself and what stands below it. */
const coreLayer = (layer, below) => ({
  name: `core-${layer}-looks-down-only`,
  comment: `core/${layer} imports core/${[layer, ...below].join(', core/')} only; nothing imports back up.`,
  severity: 'error',
  from: { path: `^core/${layer}/`, pathNot: TEST_FILE },
  to: { path: '^core/', pathNot: [layer, ...below].map((name) => `^core/${name}/`) },
});

/** A package that only some places may import. */
const onlyIn = (library, where, path, pathNot) => ({
  name: `${library}-only-in-its-place`,
  comment: `${library} is imported in ${where} only.`,
  severity: 'error',
  from: { path: '.', pathNot: ['node_modules/', ...pathNot] },
  to: { path },
});

const SURFACES = ['queries', 'protocol', 'bridge'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle hides which of two modules comes first. Move what both need below them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A module that imports nothing and is imported by nothing is dead, unless it is an entry point.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '\\.config\\.ts$',
          '(^|/)\\.[^/]+\\.cjs$',
          '^electron/(main|preload)\\.ts$',
          '^server/main\\.ts$',
          '^src/main\\.tsx$',
          '(^|/)worker\\.ts$',
          '^scripts/',
          ...NOT_PRODUCT,
        ],
      },
      to: {},
    },

    coreLayer('kernel', []),
    coreLayer('schema', ['kernel']),
    coreLayer('domain', ['schema', 'kernel']),
    ...SURFACES.map((name) =>
      coreLayer(name, [...SURFACES.filter((other) => other !== name), 'domain', 'schema', 'kernel']),
    ),
    {
      name: 'core-never-looks-out',
      comment: 'core/ runs in all three homes: it imports none of them.',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: '^(electron|server|src|scripts|e2e)/' },
    },
    {
      name: 'core-pure-libraries-only',
      comment: 'core/ imports pure libraries only: no Node module, no driver, no DOM.',
      severity: 'error',
      from: { path: '^core/', pathNot: TEST_FILE },
      to: { pathNot: ['^core/', '^tests/', CORE_LIBRARIES] },
    },
    {
      name: 'core-tests-add-test-tools-only',
      comment: 'Tests in core/ may add vitest, fast-check, Node modules and tests/support.',
      severity: 'error',
      from: { path: `^core/.*${TEST_FILE}` },
      to: {
        pathNot: ['^core/', '^tests/support/', CORE_LIBRARIES, packages('vitest', 'fast-check', 'better-sqlite3')],
        dependencyTypesNot: ['core'],
      },
    },

    {
      name: 'features-stay-apart',
      comment: 'src/features/x never imports another feature: what both need belongs to src/ui, src/stores or core/.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' },
    },
    {
      name: 'renderer-knows-only-the-contract',
      comment: 'src/ never imports server/ or electron/, not even a type: the contract is core/bridge.',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST_FILE },
      to: { path: '^(server|electron|scripts)/' },
    },
    {
      name: 'renderer-has-no-node',
      comment: 'The renderer is sandboxed.',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST_FILE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'server-stands-alone',
      comment: 'server/ never imports electron/ or src/.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(electron|src|scripts)/' },
    },
    {
      name: 'electron-stands-alone',
      comment: 'electron/ never imports server/ or src/.',
      severity: 'error',
      from: { path: '^electron/', pathNot: TEST_FILE },
      to: { path: '^(server|src|scripts)/' },
    },

    onlyIn('electron', 'electron/main.ts, electron/preload.ts and electron/shell/', ELECTRON, [
      '^electron/(main|preload)\\.ts$',
      '^electron/shell/',
      ...NOT_PRODUCT,
    ]),
    {
      name: 'electron-in-tests-as-types-only',
      comment: "Tests may name Electron's types (a fake is typed against them), never its runtime.",
      severity: 'error',
      from: { path: NOT_PRODUCT, pathNot: '^electron/shell/' },
      to: { path: ELECTRON, dependencyTypesNot: ['type-only'] },
    },
    onlyIn('better-sqlite3', 'the two SQLite stores and server/auth/', packages('better-sqlite3'), [
      '^electron/data/sqlite-[^/]+\\.ts$',
      '^server/store/sqlite/',
      '^server/auth/',
      '^scripts/',
      ...NOT_PRODUCT,
    ]),
    onlyIn('pg', 'server/store/postgres/, server/auth/ and tests/support/', packages('pg'), [
      '^server/store/postgres/',
      '^server/auth/',
      '^tests/support/',
    ]),
    onlyIn('hono', 'server/http/, server/routes/, server/auth/ and server/main.ts', packages('hono', '@hono/[^/]+'), [
      '^server/(http|routes|auth)/',
      '^server/main\\.ts$',
    ]),

    {
      name: 'nothing-imports-tests',
      comment:
        'What ships never depends on what checks it. (The test runner and the gallery may look for the browser.)',
      severity: 'error',
      from: {
        path: '.',
        pathNot: ['node_modules/', '^scripts/(e2e|gallery|test)\\.ts$', '^vitest\\.config\\.ts$', ...NOT_PRODUCT],
      },
      to: { path: NOT_PRODUCT },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|docs|resources|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.cjs', '.json'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
