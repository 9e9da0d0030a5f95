import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'

const allowedAtTheTop = new Set([
  ...['src', 'web', 'workflows', 'docs', 'deploy', 'bench', '.ci', '.git', 'node_modules', 'dist', '.data', 'coverage'],
  ...[
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'docker-compose.yml',
    'README.md',
    '.env.example',
    '.gitignore',
    'ARCHITECTURE.md',
    'SECURITY.md',
    'LICENSE',
    'Dockerfile',
    '.dockerignore',
  ],
  ...[
    'tsconfig.build.json',
    'tsconfig.pure.json',
    'jest.config.cjs',
    'eslint.config.js',
    '.dependency-cruiser.cjs',
    '.prettierrc.json',
    '.prettierignore',
    'knip.json',
    '.size-limit.js',
    '.npmrc',
    '.env',
  ],
])

describe('the house', () => {
  it.each(['ARCHITECTURE.md', 'README.md', 'docs/promises.md'])('%s names only paths that exist', (page) => {
    const named = [...readFileSync(page, 'utf8').matchAll(/`((?:src|web|workflows|docs|bench|deploy|[.]ci)(?:\/[\w./-]*)?)`/g)].map(
      ([, path = '']) => path,
    )
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((path) => !existsSync(path))).toEqual([])
  })

  it('keeps its top level fixed', () => {
    expect(readdirSync('.').filter((entry) => !allowedAtTheTop.has(entry))).toEqual([])
  })

  it('has no drawers', () => {
    const paths = ['src', 'web'].flatMap((top) => readdirSync(top, { recursive: true, encoding: 'utf8' }))
    expect(paths.filter((path) => /(^|\/)(utils?|helpers?|common|shared|misc)(\/|\.tsx?$)|(^|\/)index\.tsx?$/.test(path))).toEqual([])
  })
})
