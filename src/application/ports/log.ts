/** The only fields that may reach a log. Prompts, masks, tokens, names and addresses are not among them. */
export type LogFields = {
  readonly requestId?: string
  readonly method?: string
  /** The route's pattern, never the filled path. */
  readonly route?: string
  readonly status?: number
  readonly durationMs?: number
  readonly userId?: string
  readonly jobId?: string
  readonly assetId?: string
  readonly characterId?: string
  readonly taskId?: string
  readonly subscription?: string
  readonly position?: string
  readonly events?: number
  readonly attempt?: number
  readonly backendId?: string
  readonly workflowId?: string
  readonly code?: string
  readonly outcome?: string
  /** Name and message of an error of our own or the platform's; never a foreign body. */
  readonly error?: string
  readonly stack?: string
}

export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}
