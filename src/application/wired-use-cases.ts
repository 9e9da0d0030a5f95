import { rejected } from '../domain/decider.ts'
import { changePassword, listSessions, setPreferences } from './account/own-account.ts'
import { setUp, setUpNeeded } from './account/set-up.ts'
import { authenticate, signIn, signOut } from './account/sign-in.ts'
import { createToken, listTokens, removeToken } from './account/tokens.ts'
import { addUser, listUsers, resetPassword } from './account/users.ts'
import { archiveCharacter } from './character/archive-character.ts'
import { changeCharacter } from './character/change-character.ts'
import { createCharacter } from './character/create-character.ts'
import { previewPrompt } from './character/preview-prompt.ts'
import { readReference } from './character/read-reference.ts'
import { setReference } from './character/set-reference.ts'
import { discardDraft, loadDraft, saveDraft } from './draft/keep-draft.ts'
import { requestInpaint } from './edit-job/request-inpaint.ts'
import { rerunEdit } from './edit-job/rerun-edit.ts'
import { requestGeneration } from './generation-job/request-generation.ts'
import { readAudit } from './history/read-audit.ts'
import { readHistory, readState } from './history/read-history.ts'
import { eraseImage } from './image-asset/erase-image.ts'
import { favouriteImage } from './image-asset/favourite-image.ts'
import { linkImageFile } from './image-asset/link-image-file.ts'
import { listDownloads } from './image-asset/list-downloads.ts'
import { readImageFile } from './image-asset/read-image-file.ts'
import { restoreImage } from './image-asset/restore-image.ts'
import { trashImage } from './image-asset/trash-image.ts'
import { uploadImage } from './image-asset/upload-image.ts'
import { cancelJob } from './job/cancel-job.ts'
import { findJob } from './job/find-job.ts'
import { readPreview } from './job/read-preview.ts'
import { retryJob } from './job/retry-job.ts'
import type { Scope } from './ports/accounts.ts'
import type { Ports } from './ports/ports.ts'
import type { Answer, Caller, Context, UseCases } from './use-cases.ts'

/** Wires every verb to the ports. A token's scopes are held to here, whatever the door has checked. */
export const useCases = (ports: Ports): UseCases => ({
  requestInpaint: changing(requestInpaint(ports)),
  rerunEdit: changing(rerunEdit(ports)),
  requestGeneration: changing(requestGeneration(ports)),
  uploadImage: changing(uploadImage(ports)),
  favouriteImage: changing(favouriteImage(ports)),
  trashImage: changing(trashImage(ports)),
  restoreImage: changing(restoreImage(ports)),
  eraseImage: changing(eraseImage(ports)),
  cancelJob: changing(cancelJob(ports)),
  retryJob: changing(retryJob(ports)),
  findJob: by('read', findJob(ports)),
  history: by('audit', readHistory(ports)),
  stateAt: by('audit', readState(ports)),
  audit: by('audit', readAudit(ports)),
  createCharacter: changing(createCharacter(ports)),
  changeCharacter: changing(changeCharacter(ports)),
  archiveCharacter: changing(archiveCharacter(ports)),
  setReference: changing(setReference(ports)),
  previewPrompt: previewPrompt(),
  readImageFile: by('read', readImageFile(ports)),
  linkImageFile: by('read', linkImageFile(ports)),
  listDownloads: by('read', listDownloads(ports)),
  readReference: by('read', readReference(ports)),
  readPreview: by('read', readPreview(ports)),
  loadDraft: by('read', loadDraft(ports)),
  saveDraft: by('write', saveDraft(ports)),
  discardDraft: by('write', discardDraft(ports)),
  engineReport: () => ports.imageEngine.report(),
  setUpNeeded: setUpNeeded(ports),
  setUp: setUp(ports),
  signIn: signIn(ports),
  signOut: signOut(ports),
  authenticate: authenticate(ports),
  sessions: listSessions(ports),
  setPreferences: setPreferences(ports),
  changePassword: changePassword(ports),
  createToken: createToken(ports),
  tokens: listTokens(ports),
  removeToken: removeToken(ports),
  users: listUsers(ports),
  addUser: addUser(ports),
  resetPassword: resetPassword(ports),
})

const by =
  <Input, Value>(scope: Scope, act: (input: Input, caller: Caller) => Answer<Value>) =>
  (input: Input, caller: Caller): Answer<Value> =>
    caller.scopes.includes(scope) ? act(input, caller) : Promise.resolve(rejected({ type: 'scope-missing', scope }))

const changing =
  <Input, Value>(act: (input: Input, context: Context) => Answer<Value>) =>
  (input: Input, context: Context): Answer<Value> =>
    by<Input, Value>('write', () => act(input, context))(input, context.caller)
