import { Command } from 'commander'
import type { EsParts } from './es-desk.ts'
import { copyCommands } from './es-copy.ts'
import { historyCommands } from './es-history.ts'
import { careCommands } from './es-care.ts'
import { viewCommands } from './es-views.ts'

/** `es`: the log and its views, for the operator. Every command takes `--json`; long ones draw a bar where a person looks. */
export function esCommand(parts: EsParts): Command {
  const es = new Command('es').description(
    'the log and its views, for the operator (the embedded database must not be in use by a running server; PostgreSQL may be)',
  )
  for (const command of [...historyCommands(parts), ...viewCommands(parts), ...careCommands(parts), ...copyCommands(parts)]) {
    es.addCommand(command)
  }
  return es
}
