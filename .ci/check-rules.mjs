// Every house rule must match a real module on its `from` side and fire on its planted violation; the real tree must break none.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs')
const root = process.cwd()

const planted = {
  'domain-is-pure': { 'src/domain/job/planted.ts': "import { randomUUID } from 'node:crypto'\nexport const x = randomUUID()\n" },
  'domain-rooms-are-closed': {
    'src/domain/image-asset/planted.ts': "import type { EditJob } from '../edit-job/edit-job.ts'\nexport type X = EditJob\n",
  },
  'application-is-pure': {
    'src/application/edit-job/planted.ts':
      "import { systemClock } from '../../adapters/system/system-clock.ts'\nexport const x = systemClock\n",
  },
  'projections-see-only-events': {
    'src/projections/images/planted.ts':
      "import type { ImageAsset } from '../../domain/image-asset/image-asset.ts'\nexport type X = ImageAsset\n",
  },
  'projection-rooms-are-closed': {
    'src/projections/images/planted.ts': "import type { JobRow } from '../job-status/job-status-query.ts'\nexport type X = JobRow\n",
  },
  'adapters-are-strangers': {
    'src/adapters/http/planted.ts':
      "import { memoryEventStore } from '../memory/memory-event-store.ts'\nexport const x = memoryEventStore\n",
  },
  'adapters-borrow-only-types': {
    'src/adapters/http/planted.ts': "import { editJob } from '../../domain/edit-job/edit-job.ts'\nexport const x = editJob\n",
  },
  'imaging-runs-only-masks': {
    'src/adapters/imaging/planted.ts': "import { editJob } from '../../domain/edit-job/edit-job.ts'\nexport const x = editJob\n",
  },
  'driven-adapters-only-implement': {
    'src/adapters/postgres/planted.ts': "import { useCases } from '../../application/wired-use-cases.ts'\nexport const x = useCases\n",
  },
  'http-takes-the-front-door': {
    'src/adapters/http/routes/planted.ts':
      "import { handleCommand } from '../../../application/handle-command.ts'\nexport const x = handleCommand\n",
  },
  'contract-is-light': { 'src/adapters/http/contract/planted.ts': "import express from 'express'\nexport const x = express\n" },
  'web-sees-only-the-contract': {
    'web/src/planted.ts': "import type { JobFact } from '../../src/domain/job/job-events.ts'\nexport type X = JobFact\n",
  },
  'web-features-are-strangers': {
    'web/src/features/gallery/planted.ts': "import { x } from '../editor/planted-target.ts'\nexport const y = x\n",
    'web/src/features/editor/planted-target.ts': 'export const x = 1\n',
  },
  'mask-engine-knows-no-react': { 'web/src/mask-engine/planted.ts': "import { useState } from 'react'\nexport const x = useState\n" },
  'server-never-sees-web': {
    'src/adapters/http/planted.ts': "import { x } from '../../../web/src/planted-target.ts'\nexport const y = x\n",
    'web/src/planted-target.ts': 'export const x = 1\n',
  },
  'roots-are-roots': { 'src/adapters/http/planted.ts': "import { readConfig } from '../../config.ts'\nexport const x = readConfig\n" },
  'tests-are-leaves': {
    'src/adapters/postgres/planted.ts':
      "import { eventStoreContract } from '../../application/ports/event-store.contract.ts'\nexport const x = eventStoreContract\n",
  },
  'no-barrels': {
    'src/domain/image-asset/index.ts': "export type { ImageAssetEvent } from './image-asset-events.ts'\n",
    'src/domain/image-asset/planted.ts': "import type { ImageAssetEvent } from './index.ts'\nexport type X = ImageAssetEvent\n",
  },
  'no-circular': {
    'src/domain/image-asset/planted.ts': "import type { B } from './planted-b.ts'\nexport type A = B | string\n",
    'src/domain/image-asset/planted-b.ts': "import type { A } from './planted.ts'\nexport type B = A | number\n",
  },
}
for (const { name } of forbidden.filter((rule) => rule.name.endsWith('-has-one-home'))) {
  const pack = name.replace('-has-one-home', '')
  const stranger = pack === 'react' || pack === 'konva' ? 'src/adapters/system/planted.ts' : 'src/adapters/blob-fs/planted.ts'
  planted[name] = {
    [stranger]: `import * as foreign from '${pack === '@lobehub/fluent-emoji-3d' || pack === 'emojilib' || pack === 'rapidoc' ? `${pack}/package.json` : pack}'\nexport const x = foreign\n`,
  }
}

function cruise(cwd) {
  const call = ['depcruise', 'src', 'web', '--config', '.dependency-cruiser.cjs', '--output-type', 'json']
  try {
    return JSON.parse(execFileSync('npx', call, { cwd, maxBuffer: 1e9, stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch (error) {
    return JSON.parse(error.stdout) // depcruise exits with the number of violations
  }
}

/** Writes each planted file under a name of its own into a copy of the tree; answers rule -> files. */
function plantInto(overlay) {
  return Object.fromEntries(
    Object.entries(planted).map(([rule, scene]) => {
      const tag = rule.replace(/[^a-z0-9]+/gi, '-')
      const files = Object.entries(scene).map(([file, text]) => {
        const own = (path) => path.replaceAll(/planted(?!-t|-b)/g, `planted-${tag}`)
        mkdirSync(dirname(join(overlay, own(file))), { recursive: true })
        writeFileSync(join(overlay, own(file)), own(text))
        return own(file)
      })
      return [rule, files]
    }),
  )
}

const overlay = mkdtempSync(join(tmpdir(), 'planted-'))
process.on('exit', () => rmSync(overlay, { recursive: true, force: true }))
for (const path of ['src', 'web', 'tsconfig.json', '.dependency-cruiser.cjs', 'package.json'])
  cpSync(join(root, path), join(overlay, path), { recursive: true })
symlinkSync(join(root, 'node_modules'), join(overlay, 'node_modules'))
const plantedAt = plantInto(overlay)
const good = cruise(root)
const bad = cruise(overlay)
const files = good.modules.map((module) => module.source)

let dead = 0
for (const { name, from } of forbidden) {
  const lives = files.some((file) => [from.path ?? '.'].flat().some((pattern) => new RegExp(pattern).test(file)))
  const fired = bad.summary.violations.some((violation) => violation.rule.name === name && plantedAt[name]?.includes(violation.from))
  if (lives && fired) continue
  dead++
  console.log(`DEAD ${name}${lives ? '' : ' (its from side matches nothing)'}${fired ? '' : ' (its planted violation did not fire)'}`)
}
const comments = new Map(forbidden.map(({ name, comment }) => [name, comment]))
for (const { rule, from, to } of good.summary.violations) console.log(`${rule.name}: ${from} -> ${to}\n  ${comments.get(rule.name)}`)
console.log(`${forbidden.length} rules, ${dead} that cannot fail; the tree has ${good.summary.error} violations in ${files.length} modules`)
process.exit(dead || good.summary.error ? 1 : 0)
