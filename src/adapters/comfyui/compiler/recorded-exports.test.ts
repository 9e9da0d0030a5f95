import { describe, expect, it } from '@jest/globals'
import { compileWorkflow } from './compile-workflow.ts'
import { recordedClasses, recordedExports, recordedVersions, withoutTitles } from './test-recordings.ts'

/** What a browser does to texts when it sends them, and we do not. */
const transformed: Readonly<Record<string, readonly [node: string, input: string, typed: string]>> = {
  'fill-dynamic-prompt': ['4', 'text', 'a {red|red} banana // not for the engine\n/* nor this */ on a table'],
  'fill-prefix-tokens': ['13', 'filename_prefix', 'run/%KSampler.seed%_%date:yyyy%'],
}

/** Graphs that a front end sends all the same, and a server refuses in part. */
const refused: Readonly<Record<string, readonly string[]>> = {
  'fill-mute': ['required-missing'],
  'fill-unconnected': ['required-missing'],
}

describe.each(recordedVersions)('what the front end of ComfyUI %s saved', (version) => {
  const classes = recordedClasses(version)
  const recordings = Object.entries(recordedExports(version))

  it('given the recordings, then there are twenty', () => {
    expect(recordings).toHaveLength(20)
  })

  it.each(recordings)('given %s, then the graph is what that front end would send, texts as typed', (name, { ui, api }) => {
    const { graph, faults } = compileWorkflow(ui, classes)
    const kept = transformed[name]
    const expected = structuredClone(withoutTitles(api)) as Record<string, { inputs: Record<string, unknown> }>
    const node = kept === undefined ? undefined : expected[kept[0]]
    if (kept !== undefined && node !== undefined) node.inputs[kept[1]] = kept[2]
    expect(withoutTitles(graph ?? {})).toEqual(expected)
    expect(faults.map(({ reason }) => reason)).toEqual(refused[name] ?? [])
  })

  it('given a text that a browser would have changed, then the author is told where', () => {
    for (const [name, [node, input]] of Object.entries(transformed)) {
      const { notes } = compileWorkflow(recordedExports(version)[name]?.ui, classes)
      expect(notes.filter(({ kind }) => kind === 'text-kept').map(({ place }) => [place.node, place.input])).toEqual([[node, input]])
    }
  })
})
