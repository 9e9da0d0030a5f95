import type { Workflow } from './workflow.ts'

/** What to say of a workflow that needs a newer ComfyUI than this; null where it does not, or where the version is unknown. */
export function wordsOfTooOld(version: string | null, { manifest }: Workflow): string | null {
  const wanted = manifest.requires.comfyui
  return version !== null && isOlder(version, wanted) ? `ComfyUI ${wanted} or newer is needed; this is ${version}` : null
}

/** Compares the leading numbers; a version that cannot be read counts as new enough, because refusing on a guess helps nobody. */
export function isOlder(version: string, wanted: string): boolean {
  const numbersOf = (text: string): readonly number[] =>
    (/(\d+)\.(\d+)(?:\.(\d+))?/.exec(text) ?? []).slice(1).map((part) => Number(part ?? 0))
  const have = numbersOf(version)
  const need = numbersOf(wanted)
  if (have.length === 0) return false
  const first = need.findIndex((part, index) => part !== (have[index] ?? 0))
  return first !== -1 && (have[first] ?? 0) < (need[first] ?? 0)
}
