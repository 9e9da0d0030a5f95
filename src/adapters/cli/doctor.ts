import { Command } from 'commander'
import type { BackendReport, EngineReport } from '../../application/ports/image-engine.ts'
import { seconds } from './seconds.ts'

/** Looks at the pods; null where none is configured and the preview engine draws. */
export type Doctor = (lookMs: number) => Promise<EngineReport | null>

export type DoctorSays = {
  readonly text: string
  readonly json: {
    /** Somebody can generate and edit. */
    readonly ok: boolean
    readonly engine: EngineReport['engine']
    readonly generate: boolean
    readonly edit: boolean
    readonly backends: readonly BackendReport[]
  }
}

/** `doctor`: what the pods can do, what they lack and where to put it. Exit code 0 when one can generate and one can edit, else 1. */
export function doctorCommand(doctor: Doctor, print: (text: string) => void): Command {
  return new Command('doctor')
    .description('look at the configured ComfyUI servers: what they can do, what they lack and where to put it')
    .option('--json', 'one line of JSON instead of words', false)
    .option(
      '--look <seconds>',
      'how long a queue that holds something is watched; 60 and more can tell a dead worker from a long run',
      seconds,
      5,
    )
    .action(async ({ json, look }: { json: boolean; look: number }) => {
      const said = doctorSays(await doctor(look * 1000))
      print(json ? `${JSON.stringify(said.json)}\n` : said.text)
      if (!said.json.ok) process.exitCode = 1
    })
}

export function doctorSays(report: EngineReport | null): DoctorSays {
  if (report === null) {
    const text = 'No ComfyUI is configured: the built-in preview engine draws. Set COMFYUI_URLS or COMFYUI_PODS_FILE to use one.\n'
    return { text, json: { ok: true, engine: 'preview', generate: true, edit: true, backends: [] } }
  }
  const { engine, backends } = report
  const [generate, edit] = [report.capabilities.generate.can, report.capabilities.edit.can]
  const verdict = [
    generate ? 'Pictures can be generated.' : 'Nothing can be generated as it is.',
    edit ? 'Pictures can be edited.' : 'Nothing can be edited as it is.',
  ]
  const text = `${[...backends.flatMap(linesOf), ...verdict].join('\n')}\n`
  return { text, json: { ok: generate && edit, engine, generate, edit, backends } }
}

function linesOf({ backendId, reachable, version, queued, workflows, problems }: BackendReport): readonly string[] {
  const state = reachable ? `ComfyUI ${version ?? 'of an unknown version'}, ${queued ?? 0} in its queue` : 'not reached'
  return [
    `${backendId}: ${state}`,
    ...(workflows.length > 0 ? [`  can draw ${workflows.join(', ')}`] : []),
    ...problems.map(({ text }) => `  ! ${text}`),
    '',
  ]
}
