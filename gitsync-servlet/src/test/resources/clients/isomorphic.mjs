// One command of isomorphic-git on a folder. Usage: node isomorphic.mjs clone|pull|push <folder> <url> [<more>...]
import { createRequire } from 'node:module'
import fs from 'node:fs'
import path from 'node:path'

const require = createRequire(path.join(process.cwd(), 'package.json'))
const git = require('isomorphic-git')
const http = require('isomorphic-git/http/node')

const [command, dir, address, ...more] = process.argv.slice(2)
const { username, password, protocol, host, pathname } = new URL(address)
const url = `${protocol}//${host}${pathname}`
const author = { name: 'Iso', email: 'iso@example.org' }
const common = {
  fs, http, dir, url, author,
  onAuth: () => ({ username, password })
}

try {
  if (command === 'clone') {
    const depth = Number(more[0])
    await git.clone({ ...common, ref: 'main', ...(depth ? { depth, singleBranch: true } : {}) })
  } else if (command === 'pull') {
    await git.pull({ ...common, ref: 'main', fastForwardOnly: true })
  } else {
    const [file, text, remoteRef] = more
    fs.writeFileSync(path.join(dir, file), text)
    await git.add({ fs, dir, filepath: file })
    await git.commit({ fs, dir, author, message: `Write ${file}` })
    const result = await git.push({ ...common, ref: 'main', remoteRef })
    if (!result.ok) throw new Error(JSON.stringify(result))
  }
} catch (failure) {
  const report = failure.data?.result ? JSON.stringify(failure.data.result) : ''
  console.error(`${failure.code ?? ''} ${failure.message} ${failure.data?.response ?? ''} ${report}`)
  process.exitCode = 1
}
