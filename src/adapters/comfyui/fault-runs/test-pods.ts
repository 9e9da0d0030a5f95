import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { noFaults, type Faults } from '../../comfyui-emulator/faults.ts'
import { startEmulator, type Emulator } from '../../comfyui-emulator/start-emulator.ts'
import type { Pod } from '../pods.ts'

export type Profile = '0.33.0' | '0.3.64'

/** A ComfyUI that can be killed and comes back at its address with its files and nothing else, as the real one does. */
export type MortalPod = {
  readonly pod: Pod
  readonly profile: Profile
  /** Those of the current life. */
  faults(): Faults
  /** Takes all faults away. */
  heal(): void
  emulator(): Emulator
  /** Ids of runs whose success it has told, in any of its lives. */
  readonly succeeded: ReadonlySet<string>
  /** Ids of runs that it has begun, in any of its lives; a repeat is there twice. */
  readonly begun: readonly string[]
  kill(): Promise<void>
  revive(): Promise<void>
  close(): Promise<void>
}

const recordingsDir = join(__dirname, '../../comfyui-emulator/recordings')
const plainPainter = {
  paint: async ({ widthPx, heightPx, seed }: { readonly widthPx: number; readonly heightPx: number; readonly seed: number }) => ({
    rgb: new Uint8Array(widthPx * heightPx * 3).fill(seed % 200),
  }),
  close: async () => undefined,
}

export async function mortalPod(
  backendId: string,
  profile: Profile,
  options: { readonly stepMs: number; readonly shared?: boolean },
): Promise<MortalPod> {
  const dir = mkdtempSync(join(tmpdir(), 'fault-run-'))
  const succeeded = new Set<string>()
  const begun: string[] = []
  let port = 0
  const start = async (): Promise<Emulator> => {
    const born = await startEmulator({ port, dir, profile, recordingsDir, painter: plainPainter, stepMs: options.stepMs })
    watchRuns(born.faults, succeeded, begun)
    return born
  }
  let emulator: Emulator | null = await start()
  const { url } = emulator
  port = Number(new URL(url).port)
  const alive = (): Emulator => {
    if (emulator === null) throw new Error(`${backendId} is dead`)
    return emulator
  }
  const kill = async (): Promise<void> => {
    const dying = emulator
    emulator = null
    await dying?.close()
  }
  return {
    pod: { backendId, url, shared: options.shared ?? false },
    profile,
    emulator: alive,
    faults: () => alive().faults,
    heal: () => watchRuns(alive().faults, succeeded, begun),
    succeeded,
    begun,
    kill,
    revive: async () => {
      emulator ??= await start()
    },
    close: async () => {
      await kill()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** No faults, and a note of what was begun and what was told to have succeeded. */
function watchRuns(faults: Faults, succeeded: Set<string>, begun: string[]): void {
  Object.assign(faults, noFaults(), {
    changeFrame: (frame: Parameters<Faults['changeFrame']>[0]) => {
      const id = (frame.data as { readonly prompt_id?: string } | null)?.prompt_id ?? ''
      if (frame.type === 'execution_success') succeeded.add(id)
      if (frame.type === 'execution_start') begun.push(id)
      return [frame]
    },
  })
}
