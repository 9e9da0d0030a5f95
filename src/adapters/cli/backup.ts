import { resolve } from 'node:path'
import { Command } from 'commander'
import { tell } from './es-desk.ts'

/** What the commands print of a backup. */
type Backup = { readonly position: string; readonly blobs: number; readonly bytes: number }

export type BackupParts = {
  /** Opens the configured database and blob store for the time of an act. */
  withBackupDesk<Value>(act: (desk: BackupActs) => Promise<Value>): Promise<Value>
  verifyBackup(
    from: string,
  ): Promise<{ readonly files: number; readonly faults: readonly { readonly fault: string; readonly file: string }[] }>
  readonly print: (text: string) => void
}

type BackupActs = { backup(to: string): Promise<Backup>; restore(from: string): Promise<Backup> }

/** `backup`, `restore`, `verify`: whole copies of an installation, for its operator. */
export const backupCommands = (parts: BackupParts): readonly Command[] => [backup(parts), restore(parts), verify(parts)]

const backup = ({ withBackupDesk, print }: BackupParts): Command =>
  new Command('backup')
    .description('write events, keys, accounts, drafts and all files into an empty folder; PostgreSQL may be in use meanwhile')
    .requiredOption('--to <dir>', 'where to')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nDATA_KEY, or data.key in DATA_DIR, is not in it: keep it apart. Without it prompts and names stay sealed.')
    .action(async ({ to, json }: { readonly to: string; readonly json?: true }) => {
      const made = await withBackupDesk((desk) => desk.backup(resolve(to)))
      tell(print, json === true, { words: `backed up to position ${made.position}, ${wordsOf(made)}`, json: made })
    })

const restore = ({ withBackupDesk, print }: BackupParts): Command =>
  new Command('restore')
    .description('read such a folder into an empty installation, after checking all of it; sessions end, and jobs that ran are run again')
    .requiredOption('--from <dir>', 'where from')
    .option('--json', 'print JSON')
    .action(async ({ from, json }: { readonly from: string; readonly json?: true }) => {
      const read = await withBackupDesk((desk) => desk.restore(resolve(from)))
      const words = `restored to position ${read.position}, ${wordsOf(read)}; start the server, which builds the views`
      tell(print, json === true, { words, json: read })
    })

const verify = ({ verifyBackup, print }: BackupParts): Command =>
  new Command('verify')
    .description('read a backup whole and name every file that is missing or altered; needs no database')
    .requiredOption('--from <dir>', 'the backup')
    .option('--json', 'print JSON')
    .action(async ({ from, json }: { readonly from: string; readonly json?: true }) => {
      const { files, faults } = await verifyBackup(resolve(from))
      const verdict = faults.length === 0 ? 'all are as they were written' : `${faults.length} are not as they were written`
      const words = [`${files} files: ${verdict}`, ...faults.map(({ fault, file }) => `${fault}: ${file}`)].join('\n')
      tell(print, json === true, { words, json: { ok: faults.length === 0, files, faults }, failed: faults.length > 0 })
    })

const wordsOf = ({ blobs, bytes }: Backup): string => `${blobs} files of ${Math.ceil(bytes / 1024)} KiB`
