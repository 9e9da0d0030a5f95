import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { Registry } from 'prom-client'
import { metersIn } from './adapters/metrics/meters.ts'

/** The rules are written in a small part of YAML, which is all that is read here: whatever else stands in the file is a fault. */
const lines = readFileSync('deploy/prometheus-alerts.yml', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
const shapes = {
  head: /^groups:$|^ {2}- name: persona-studio$|^ {4}rules:$/,
  alert: /^ {6}- alert: (Studio\w+)$/,
  expr: /^ {8}expr: '([^']+)'$/,
  for: /^ {8}for: (\d+m)$/,
  labels: /^ {8}labels:$/,
  severity: /^ {10}severity: (critical|warning)$/,
  annotations: /^ {8}annotations:$/,
  summary: /^ {10}summary: '([^']+[.])'$/,
  description: /^ {10}description: '([^']+[.])'$/,
} as const

type Shape = keyof typeof shapes
const told = lines.map((line) => {
  const shape = (Object.keys(shapes) as Shape[]).find((one) => shapes[one].test(line))
  return { shape, value: shape === undefined ? line : (shapes[shape].exec(line)?.[1] ?? '') }
})
const ofShape = (shape: Shape): readonly string[] => told.flatMap((one) => (one.shape === shape ? [one.value] : []))

/** What the program publishes: a name, and the labels that it may have. */
const published = new Map(
  Object.values(metersIn(new Registry())).flatMap((meter) => {
    const { name, labelNames, type } = meter as unknown as { name: string; labelNames: readonly string[]; type: string }
    const suffixes = type === 'histogram' ? ['_count', '_sum', '_bucket'] : ['']
    return suffixes.map((suffix) => [`${name}${suffix}`, [...labelNames]] as const)
  }),
)

describe('the alert rules', () => {
  it('are whole, one after the other, in the order in which Prometheus reads them', () => {
    const order: readonly Shape[] = ['alert', 'expr', 'for', 'labels', 'severity', 'annotations', 'summary', 'description']
    expect(told.filter(({ shape }) => shape === undefined)).toEqual([])
    expect(told.slice(0, 3).map(({ shape }) => shape)).toEqual(['head', 'head', 'head'])
    const rules = told.slice(3).map(({ shape }) => shape)
    expect(rules).toEqual(Array.from({ length: rules.length / order.length }, () => order).flat())
    expect(new Set(ofShape('alert')).size).toBe(ofShape('alert').length)
  })

  it.each(ofShape('expr'))('ask for figures that are published, by labels that they have: %s', (expr) => {
    const asked = [...expr.matchAll(/\b(studio_\w+|up)(?:\{([^}]*)\})?/g)]
    expect(asked.length).toBeGreaterThan(0)
    for (const [, name = '', matchers = ''] of asked.filter(([, name]) => name !== 'up')) {
      expect([...published.keys()]).toContain(name)
      for (const [, label = ''] of matchers.matchAll(/(\w+)=/g))
        expect([name, published.get(name)]).toEqual([name, expect.arrayContaining([label])])
    }
    for (const [, label = '', name = ''] of expr.matchAll(/by \((\w+)\) \((studio_\w+)/g)) expect(published.get(name)).toContain(label)
    expect([...expr.matchAll(/[({[]/g)].length).toBe([...expr.matchAll(/[)}\]]/g)].length)
  })

  it('leave nothing out that an operator must be called for', () => {
    const asked = ofShape('expr').join(' ')
    for (const name of ['oldest_queued', 'projection_faulted', 'pod_up', 'blob_free', 'backup_age', 'quarantined', 'fenced_writes'])
      expect(asked).toContain(name)
  })
})
