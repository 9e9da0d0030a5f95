/** Sources are ESM; tests run as CommonJS (fast and mockless), so packages that ship ESM only, or load at run time by `import()`, are compiled along. */
const esmOnly = [
  'inversify',
  '@inversifyjs',
  'uuid',
  '@dicebear',
  'tinypool',
  'emojilib',
  '@jsquash',
  '@tanstack',
  'react-compare-slider',
  'idb-keyval',
  '@electric-sql',
]
const compile = (syntax) => [
  '@swc/jest',
  {
    jsc: { parser: { syntax: 'typescript', tsx: syntax === 'tsx' }, target: 'es2022', transform: { react: { runtime: 'automatic' } } },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
]
/**
 * Handed to every module as parameters: a global of the sandbox is looked up by a call into C++ each time, and loops over pixels look up
 * `Math` for every one. Not in the list: what fake timers replace, and names that a package declares for itself (`Map`, `Set`).
 */
const fastGlobals = [
  'Array',
  'BigInt',
  'Error',
  'Float32Array',
  'Float64Array',
  'Int32Array',
  'JSON',
  'Math',
  'Number',
  'Object',
  'Promise',
  'String',
  'Uint16Array',
  'Uint32Array',
  'Uint8Array',
  'Uint8ClampedArray',
]
const base = {
  rootDir: __dirname,
  transform: { '^.+\\.(ts|js|mjs|cjs)$': compile('ts'), '^.+\\.tsx$': compile('tsx') },
  transformIgnorePatterns: [`node_modules/(?!(${esmOnly.join('|')})/)`],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  sandboxInjectedGlobals: fastGlobals,
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  moduleNameMapper: { '\\.(css|svg|webp|png)$': '<rootDir>/web/test/empty-module.cjs' },
}
module.exports = {
  // One more than the machine that must be fast has cores: a browser test waits half of its time.
  maxWorkers: 3,
  testSequencer: '<rootDir>/.ci/longest-first.cjs',
  testTimeout: 30000,
  projects: [
    { ...base, displayName: 'server', testEnvironment: 'node', testMatch: ['<rootDir>/{src,bench,workflows}/**/*.test.ts'] },
    { ...base, displayName: 'web', testEnvironment: 'jsdom', testMatch: ['<rootDir>/web/**/*.test.{ts,tsx}'] },
    { ...base, displayName: 'browser', testEnvironment: 'node', testMatch: ['<rootDir>/{src,web}/**/*.e2e.ts'] },
  ],
}
