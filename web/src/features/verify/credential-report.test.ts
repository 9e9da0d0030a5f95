import { describe, expect, it } from '@jest/globals'
import { reportOf } from './credential-report.ts'

const trusted = { success: [{ code: 'signingCredential.trusted' }], failure: [] }
const failing = (code: string) => ({ failure: [{ code }] })
const recipe = { imageId: 'child', engine: 'preview', workflow: 'w', workflowVersion: 1, seed: 7, maskCoveragePct: 12.5 }
const region = { x: 1, y: 2, width: 30, height: 40 }

const child = (over: object = {}) => ({
  title: 'child.png',
  claim_generator_info: [{ name: 'Persona Studio', version: '1.0.0' }],
  assertions: [
    {
      label: 'c2pa.actions.v2',
      data: {
        actions: [
          { action: 'c2pa.opened' },
          {
            action: 'c2pa.edited',
            when: '2030-01-01T00:00:00Z',
            digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic',
          },
        ],
      },
    },
    { label: 'org.personastudio.recipe', data: { ...recipe, region } },
  ],
  ingredients: [
    { title: 'parent.png', relationship: 'parentOf', active_manifest: 'p', validation_results: { activeManifest: { failure: [] } } },
  ],
  ...over,
})
const store = (over: object = {}) => ({
  active_manifest: 'c',
  manifests: { c: child(), p: { title: 'parent.png' } },
  validation_state: 'Trusted',
  validation_results: { activeManifest: trusted },
  ...over,
})

describe('what a file says of itself', () => {
  it('given no manifest, then nothing', () => {
    expect(reportOf(null)).toEqual({ verdict: 'none', steps: [] })
  })

  it('given a file signed here, then what was done, from what, and where', () => {
    const { verdict, steps } = reportOf(store())
    expect(verdict).toBe('here')
    expect(steps.map(({ title, state }) => [title, state])).toEqual([
      ['child.png', 'intact'],
      ['parent.png', 'intact'],
    ])
    expect(steps[0]).toMatchObject({
      madeBy: 'Persona Studio 1.0.0',
      acts: ['c2pa.opened', 'c2pa.edited'],
      source: 'compositeSynthetic',
      imageId: 'child',
      workflow: 'w 1',
      seed: '7',
      region,
    })
  })

  it('given another program’s edit, then its region is found in the change that it names', () => {
    const shape = { type: 'rectangle', unit: 'pixel', origin: { x: 5, y: 6 }, width: 7, height: 8 }
    const edited = { action: 'c2pa.edited', changes: [{ region: [{ type: 'spatial', shape }] }] }
    const manifests = { c: child({ assertions: [{ label: 'c2pa.actions.v2', data: { actions: [edited] } }], ingredients: [] }) }
    expect(reportOf(store({ manifests })).steps[0]?.region).toEqual({ x: 5, y: 6, width: 7, height: 8 })
  })

  it('given changed bytes, then it is altered, and it is told whether it was signed here', () => {
    const altered = { validation_state: 'Invalid' }
    const code = 'assertion.dataHash.mismatch'
    const here = reportOf(store({ ...altered, validation_results: { activeManifest: { ...trusted, ...failing(code) } } }))
    expect(here).toMatchObject({ verdict: 'altered', steps: [{ state: 'altered', faults: [code] }, { state: 'intact' }] })
    expect(reportOf(store({ ...altered, validation_results: { activeManifest: failing(code) } })).verdict).toBe('alteredElsewhere')
  })

  it('given a signature of somebody unknown, then that alone is no fault', () => {
    const untrusted = { activeManifest: failing('signingCredential.untrusted') }
    expect(reportOf(store({ validation_state: 'Valid', validation_results: untrusted }))).toMatchObject({
      verdict: 'elsewhere',
      steps: [{ state: 'intact', faults: [] }, {}],
    })
  })

  it('given a parent that was altered, then the step that was altered is named and the child is not', () => {
    const ingredients = [
      { relationship: 'parentOf', active_manifest: 'p', validation_results: { activeManifest: failing('ingredient.manifest.mismatch') } },
    ]
    const { verdict, steps } = reportOf(store({ manifests: { c: child({ ingredients }), p: { title: 'parent.png' } } }))
    expect(verdict).toBe('ancestor')
    expect(steps.map(({ state }) => state)).toEqual(['intact', 'altered'])
  })

  it('given a parent without a manifest, then the chain ends honestly, with its id where its name is one', () => {
    const id = '00000000-0000-4000-8000-000000000001'
    const manifests = { c: child({ ingredients: [{ relationship: 'parentOf', title: `${id}.png` }] }) }
    expect(reportOf(store({ manifests })).steps[1]).toMatchObject({ state: 'unsigned', imageId: id })
  })

  it('given a forged circle or fields of other kinds, then it ends all the same', () => {
    const circle = child({ ingredients: [{ relationship: 'parentOf', active_manifest: 'c' }] })
    expect(reportOf(store({ manifests: { c: circle } })).steps).toHaveLength(1)
    expect(reportOf({ active_manifest: 7, manifests: 'no' })).toEqual({ verdict: 'alteredElsewhere', steps: [] })
  })
})
