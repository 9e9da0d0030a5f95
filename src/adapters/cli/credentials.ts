import { Command } from 'commander'
import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { CredentialReport, CredentialStep } from '../../application/ports/credential-signer.ts'
import { CannotBeDone } from './es-desk.ts'

/** What the commands need of the credentials; main hands it in. */
export type CredentialDesk = {
  inspect(file: Uint8Array, mime: string): Promise<CredentialReport>
  rootCertificate(): Promise<string>
}

const mimes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
}

const verdicts: Readonly<Record<CredentialReport['state'], string>> = {
  none: 'The file carries no Content Credentials: it says nothing of how it was made.',
  trusted: 'Made by this installation, and not a byte was changed since.',
  valid: 'Not a byte was changed since it was signed, by somebody this installation does not know.',
  invalid: 'The file was altered after it was signed, or its signature does not hold.',
}

/** `credentials`: exit code 0 for a file that is as it was signed, else 1. */
export function credentialsCommand(desk: CredentialDesk, print: (text: string) => void): Command {
  const command = new Command('credentials').description('Content Credentials: who made a picture, from what, and whether it was altered')
  command
    .command('verify')
    .description('read the credentials of a PNG, JPEG or WebP file')
    .argument('<file>', 'the picture')
    .option('--json', 'one line of JSON instead of words', false)
    .addHelpText('after', '\nExample:\n  npm run credentials -- verify result.png')
    .action(async (file: string, { json }: { readonly json: boolean }) => {
      const mime = mimes[extname(file).toLowerCase()]
      if (mime === undefined) throw new CannotBeDone('expected a file named .png, .jpg, .jpeg or .webp')
      const report = await desk.inspect(readFileSync(file), mime)
      print(json ? `${JSON.stringify(report)}\n` : inWords(report))
      if (report.state !== 'trusted' && report.state !== 'valid') process.exitCode = 1
    })
  command
    .command('root')
    .description('print the certificate that everything signed here goes back to')
    .action(async () => print(await desk.rootCertificate()))
  return command
}

export const inWords = ({ state, chain }: CredentialReport): string => [verdicts[state], ...chain.map(lineOf), ''].join('\n')

function lineOf({ title, madeBy, actions, when, sourceType, state, faults }: CredentialStep, depth: number): string {
  const about = [
    actions.map((action) => action.replace('c2pa.', '')).join(', '),
    ...(sourceType === null ? [] : [sourceType]),
    ...(madeBy === null ? [] : [`by ${madeBy}`]),
    ...(when === null ? [] : [when]),
    state === 'altered' ? `ALTERED (${faults.join(', ')})` : state,
  ]
  return `${'  '.repeat(depth)}${depth === 0 ? '' : '└ from '}${title}: ${about.filter((part) => part !== '').join(' · ')}`
}
