// Copies the pages of the site to target/pages, at their paths in the repository, and the library that draws their diagrams.
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const pages = join(import.meta.dirname, 'target', 'pages')

function markdown(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map(name => join(folder, name))
    .filter(name => name.endsWith('.md') && !/(^|\/)(target|node_modules|src)\//.test(name))
}

function images(folder) {
  return readdirSync(join(root, folder)).map(name => join(folder, name)).filter(name => name.endsWith('.png'))
}

rmSync(pages, { recursive: true, force: true })
// README.md is the front page of the repository; that of the site is docs/site/index.md.
const files = ['CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...markdown('docs'), ...markdown('examples'), ...images('docs/images')]
for (const file of files) {
  mkdirSync(dirname(join(pages, file)), { recursive: true })
  cpSync(join(root, file), join(pages, file))
}
// As a file of its own: to bundle it takes longer than all pages.
mkdirSync(join(pages, 'public'))
cpSync(join(import.meta.dirname, 'node_modules', 'mermaid', 'dist', 'mermaid.min.js'), join(pages, 'public', 'mermaid.min.js'))
