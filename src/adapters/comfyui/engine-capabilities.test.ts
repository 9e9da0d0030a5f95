import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import type { Capabilities } from './capabilities.ts'
import { engineCapabilities } from './engine-capabilities.ts'
import { loadWorkflows } from './load-workflows.ts'
import type { Workflow } from './workflow.ts'

const shipped = loadWorkflows(join(__dirname, '../../../workflows'))
const able = { can: true, why: [] }

const pod = (missing: Readonly<Record<string, readonly string[]>>) => ({
  backendId: 'pod-1',
  capabilities: {
    engine: 'comfyui',
    version: '0.33.0',
    cancelsById: true,
    problems: new Map(),
    maxUploadBytes: null,
    missing: new Map(shipped.map(({ manifest }) => [manifest.id, missing[manifest.id] ?? []])),
  } satisfies Capabilities,
})

const honouring = (honours: Partial<Workflow['manifest']['honours']>): readonly Workflow[] =>
  shipped.map((one) => ({ ...one, manifest: { ...one.manifest, honours: { ...one.manifest.honours, ...honours } } }))

describe('engineCapabilities', () => {
  it('given a pod that never answered, then all that a workflow honours may be asked for: it might be able to', () => {
    const known = [{ backendId: 'pod-1', capabilities: null }]
    expect(engineCapabilities(shipped, known)).toEqual({
      generate: able,
      edit: able,
      strength: able,
      maskedArea: able,
      reference: able,
    })
  })

  it('given no workflow that honours a wish, then it cannot, and the reason is in words', () => {
    const told = engineCapabilities(honouring({ strength: false, maskedArea: false, referenceFace: false }), [pod({})])
    expect(told).toMatchObject({ generate: able, edit: able })
    expect(told.strength).toEqual({ can: false, why: ['no workflow here draws with a strength below 1'] })
    expect(told.maskedArea).toEqual({ can: false, why: ['no workflow here draws only the masked area; choose the whole picture'] })
    expect(told.reference).toEqual({ can: false, why: ['no workflow here keeps the face of a reference picture'] })
  })

  it('given a pod that lacks a file for every edit, then edits cannot and generation can', () => {
    const lacks = Object.fromEntries(
      shipped.filter(({ manifest }) => manifest.kind === 'edit').map(({ manifest }) => [manifest.id, ['x is missing']]),
    )
    const told = engineCapabilities(shipped, [pod(lacks)])
    expect(told.generate).toEqual(able)
    expect(told.edit.can).toBe(false)
    expect(told.edit.why).toContain('pod-1, flux-fill-inpaint: x is missing')
  })
})
