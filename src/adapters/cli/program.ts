import { Command, InvalidArgumentError, Option } from 'commander'
import type { UseCases } from '../../application/use-cases.ts'
import { backupCommands, type BackupParts } from './backup.ts'
import { blobsCommand, type BlobsParts } from './blobs.ts'
import type { EditWish } from './demo-edits.ts'
import { runDemo, type DemoOptions } from './demo.ts'
import { credentialsCommand, type CredentialDesk } from './credentials.ts'
import { doctorCommand, type Doctor } from './doctor.ts'
import { confirm } from './confirm.ts'
import type { EsParts } from './es-desk.ts'
import { esCommand } from './es.ts'
import { progressBar } from './progress-bar.ts'
import { seconds } from './seconds.ts'
import { startServer } from './start-server.ts'
import { firstToken, studioClient } from './studio-client.ts'
import { addUser, listUsers, resetPassword } from './users.ts'
import type { WorkflowDesk } from './workflow-words.ts'
import { workflowCommand } from './workflow.ts'

/** What the commands need of the program; main hands it in. */
export type ProgramParts = {
  readonly version: string
  readonly mainFile: string
  /** Runs the server until it is told to stop. */
  serve(): Promise<void>
  /** The use cases on the configured database, for the operator's commands. */
  withUseCases<Value>(act: (useCases: UseCases) => Promise<Value>): Promise<Value>
  readonly withEventDesk: EsParts['withEventDesk']
  readonly withBlobDesk: BlobsParts['withBlobDesk']
  readonly migrateBlobs: BlobsParts['migrateBlobs']
  readonly doctor: Doctor
  readonly workflows: WorkflowDesk
  readonly credentials: CredentialDesk
  readonly backups: Pick<BackupParts, 'withBackupDesk' | 'verifyBackup'>
  environmentExample(): string
}

/** The command line: `serve` without a word. */
export function cliProgram(parts: ProgramParts): Command {
  const program = new Command('persona-studio')
    .description('Pictures of virtual characters, with their whole history.')
    .version(parts.version)
  program.command('serve', { isDefault: true }).description('run the Studio').action(parts.serve)
  program.addCommand(demoCommand(parts))
  program.addCommand(usersCommand(parts))
  program.addCommand(esCommand({ withEventDesk: parts.withEventDesk, print, progress: (label) => progressBar(label), confirm }))
  program.addCommand(blobsCommand({ ...parts, print, progress: (label) => progressBar(label), confirm }))
  for (const command of backupCommands({ ...parts.backups, print })) program.addCommand(command)
  program.addCommand(doctorCommand(parts.doctor, print))
  program.addCommand(workflowCommand(parts.workflows))
  program.addCommand(credentialsCommand(parts.credentials, print))
  program
    .command('env-example')
    .description('print .env.example')
    .action(() => print(parts.environmentExample()))
  return program
}

type DemoFlags = {
  readonly out: string
  readonly url?: string
  readonly token?: string
  readonly ratio: DemoOptions['aspectRatio']
  readonly prompt: string
  readonly area: EditWish['area']
  readonly strength: number
  readonly count: number
  readonly timeout: number
}

function demoCommand({ mainFile }: ProgramParts): Command {
  return new Command('demo')
    .description('character, picture, mask, edit, new picture: the main job through the public API, against a server started for it')
    .requiredOption('--out <dir>', 'folder for source.png, mask.png, result.png, compare.png and lineage.json')
    .option('--url <address>', 'a running server instead (needs --token)')
    .option('--token <token>', 'an API token of it with scopes read, write and audit')
    .addOption(new Option('--ratio <ratio>', 'shape of the picture').choices(['1:1', '9:16', '2:3']).default('9:16'))
    .option('--prompt <text>', 'what the edit shall change', 'add a banana')
    .addOption(
      new Option('--area <area>', 'draw the whole picture, or the masked area alone').choices(['whole', 'masked']).default('whole'),
    )
    .option('--strength <number>', 'how much of what is there may go, 0.05 to 1', numberWithin(0.05, 1), 1)
    .option('--count <number>', 'how many results, 1 to 4', numberWithin(1, 4), 1)
    .option('--timeout <seconds>', 'longest wait for a picture', seconds, 900)
    .action(async (flags: DemoFlags) => {
      if ((flags.url === undefined) !== (flags.token === undefined)) throw new InvalidArgumentError('--url and --token go together')
      const server = flags.url === undefined ? await startServer(mainFile) : null
      try {
        const baseUrl = server?.url ?? flags.url ?? ''
        const token = flags.token ?? (await firstToken(baseUrl, 'demo', 'demo-password-1'))
        const report = await runDemo(studioClient(baseUrl, token), {
          outDir: flags.out,
          aspectRatio: flags.ratio,
          edit: { prompt: flags.prompt, area: flags.area, strength: flags.strength, count: flags.count },
          timeoutMs: flags.timeout * 1000,
          say: (line) => print(`${line}\n`),
        })
        print(`${JSON.stringify(report)}\n`)
      } finally {
        await server?.stop()
      }
    })
}

const numberWithin =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!(value >= least && value <= most)) throw new InvalidArgumentError(`expected a number from ${least} to ${most}`)
    return value
  }

function usersCommand({ withUseCases }: ProgramParts): Command {
  const users = new Command('users').description(
    'accounts, for the operator (the embedded database must not be in use by a running server)',
  )
  users
    .command('list')
    .description('all accounts')
    .action(async () => print(`${await withUseCases(listUsers)}\n`))
  users
    .command('add <username>')
    .description('make an account; the password is read from standard input')
    .addOption(new Option('--role <role>', 'what it may do').choices(['member', 'admin']).default('member'))
    .action(async (username: string, { role }: { role: 'member' | 'admin' }) => {
      print(`${await withUseCases((useCases) => addUser(useCases, username, role, process.stdin))}\n`)
    })
  users
    .command('reset <username>')
    .description('set a new password, read from standard input; ends all sessions of the account')
    .action(async (username: string) => print(`${await withUseCases((useCases) => resetPassword(useCases, username, process.stdin))}\n`))
  return users
}

function print(text: string): void {
  process.stdout.write(text)
}
