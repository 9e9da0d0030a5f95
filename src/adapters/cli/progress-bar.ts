/** Tells how far a long act has come. */
export type ProgressBar = { at(done: number, of: number): void; end(): void }

type Terminal = { readonly isTTY?: boolean; write(text: string): unknown }

const width = 30
/** More often nobody can read it. */
const everyMs = 100

/** A bar on standard error, where it does not mix with what a command says; nothing where no person looks. */
export function progressBar(label: string, terminal: Terminal = process.stderr, now: () => number = () => Date.now()): ProgressBar {
  if (terminal.isTTY !== true) return { at: () => undefined, end: () => undefined }
  let drawnMs = -everyMs
  let drawn = false
  return {
    at(done, of) {
      const share = of === 0 ? 1 : Math.min(1, done / of)
      if (share < 1 && now() - drawnMs < everyMs) return
      drawnMs = now()
      drawn = true
      const full = Math.round(share * width)
      terminal.write(`\r${label} [${'#'.repeat(full)}${'.'.repeat(width - full)}] ${Math.floor(share * 100)}%`)
    },
    end: () => void (drawn && terminal.write('\n')),
  }
}
