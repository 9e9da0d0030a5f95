import { figure } from './plural.ts'

export const adminWords = {
  title: 'Users',
  lede: 'Everybody with an account on this installation',
  notYours: 'Only an admin sees this page',
  notYoursHint: 'Ask the person who runs this installation.',
  name: 'Name',
  role: 'Role',
  since: 'Since',
  roles: { admin: 'Admin', member: 'Member' },
  you: 'you',
  add: 'Add somebody',
  addDo: 'Add',
  added: (name: string) => `${name} can sign in now`,
  username: 'Username',
  usernameHint: '3 to 30 letters, digits or _ . -',
  password: 'Password',
  passwordHint: 'At least 10 characters. Tell it to them another way.',
  reset: 'New password',
  resetOf: (name: string) => `New password for ${name}`,
  resetHint: 'They are signed out everywhere and sign in with this one.',
  resetDo: 'Set it',
  resetDone: (name: string) => `${name} has a new password`,
}

export const statusWords = {
  title: 'Status',
  look: 'Look at this',
  jobs: 'Jobs',
  jobsAre: (waiting: number, running: number) => `${figure(waiting)} waiting, ${figure(running)} running`,
  engines: 'Engines',
  enginesAre: (reachable: number, all: number) => `${reachable} of ${all} answer`,
  views: { pictures: 'Pictures and jobs', insights: 'Insights' },
  viewsAre: (status: 'running' | 'rebuilding' | 'faulted', lag: number, parked: number) =>
    [
      { running: lag === 0 ? 'up to date' : 'catching up', rebuilding: 'being built anew', faulted: 'standing still' }[status],
      ...(parked === 0 ? [] : [`${figure(parked)} set aside`]),
    ].join(', '),
  disk: 'Room for pictures',
  diskIs: (free: string, floor: string) => `${free} free; nothing new is accepted below ${floor}`,
  bucket: 'in a bucket, which does not tell',
  backup: 'Newest backup',
  noBackup: 'none was made yet',
  version: 'Version',
  waitsForNewer: 'a newer version is running: replace this one',
}
