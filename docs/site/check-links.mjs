// Fails if a link of the site leads to a page, a file or a heading that does not exist. VitePress checks pages, not headings.
import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

const root = join(import.meta.dirname, '..', '..', 'target', 'site')
const pages = readdirSync(root, { recursive: true }).filter(name => name.endsWith('.html') && name !== '404.html')
const ids = new Map()

function idsOf(page) {
  if (!ids.has(page)) {
    const html = readFileSync(join(root, page), 'utf8')
    ids.set(page, new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(match => match[1])))
  }
  return ids.get(page)
}

let links = 0
const broken = []
for (const page of pages) {
  const html = readFileSync(join(root, page), 'utf8')
  for (const [, href] of html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)) {
    if (/^[a-z]+:/.test(href)) {
      continue
    }
    links++
    const [path, hash] = href.replaceAll('&amp;', '&').split('#')
    let target = path === '' ? page : path.startsWith('/') ? path.slice(1) : join(dirname(page), path)
    target = normalize(target === '' || target.endsWith('/') ? target + 'index.html' : target)
    if (!existsSync(join(root, target))) {
      broken.push(`${page}: ${href}`)
    } else if (hash && target.endsWith('.html') && !idsOf(target).has(decodeURIComponent(hash))) {
      broken.push(`${page}: ${href} (no such heading)`)
    }
  }
}
if (pages.length < 30 || links < 500) {
  console.error(`Only ${pages.length} pages with ${links} links in ${relative('.', root)}`)
  process.exit(1)
}
if (broken.length > 0) {
  console.error(`${broken.length} broken links:\n${broken.join('\n')}`)
  process.exit(1)
}
console.log(`${pages.length} pages, ${links} links, none broken`)
