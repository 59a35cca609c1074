import { join, relative } from 'node:path'
import { defineConfig } from 'vitepress'

// Copies of the pages, at the same paths as in the repository: Vite finds Vue only for files below the folder of package.json.
const PAGES = join(import.meta.dirname, '..', 'target', 'pages')

// Where files that are no pages, such as sources, are shown. A placeholder until the project has a home (root pom.xml).
const SOURCES = 'https://example.org/gitsync/blob/main/'

/** The ids of headings as git hosts make them, so that links work there and here. */
function slugify(text) {
  return text.trim().toLowerCase().replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replace(/ /g, '-')
}

/** Links are relative to the file that contains them. Those to files that are no pages of the site lead to the sources. */
function links(md) {
  md.core.ruler.push('links', state => {
    const source = state.env.realPath ?? state.env.path
    if (!source) {
      // A title, which has no links.
      return
    }
    const file = relative(PAGES, source)
    for (const token of state.tokens.flatMap(block => block.children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null
      if (href && !/^([a-z]+:|#|\/)/.test(href)) {
        const target = new URL(href, 'file:///' + file)
        const path = target.pathname.slice(1)
        const isPage = path.endsWith('.md') && path !== 'README.md'
        token.attrSet('href', (isPage ? '/' : SOURCES) + path + target.hash)
      }
    }
  })
}

/** Braces in a page are text, and no expressions of Vue. */
function braces(md) {
  for (const rule of ['text', 'code_inline']) {
    const render = md.renderer.rules[rule]
    md.renderer.rules[rule] = (...parts) => render(...parts).replaceAll('{{', '&#123;&#123;')
  }
}

/** A diagram is drawn in the browser; see theme/index.mjs. */
function diagrams(md) {
  const fence = md.renderer.rules.fence
  md.renderer.rules.fence = (tokens, index, ...rest) => tokens[index].info.trim() === 'mermaid'
    ? `<pre class="mermaid" v-pre>${md.utils.escapeHtml(tokens[index].content)}</pre>`
    : fence(tokens, index, ...rest)
}

const page = (text, name) => ({ text, link: `/docs/${name}` })

export default defineConfig({
  title: 'gitsync',
  description: 'Every space of a Java wiki as a git repository',
  srcDir: PAGES,
  outDir: '../../target/site',
  cacheDir: 'target/cache',
  rewrites: { 'docs/site/index.md': 'index.md' },
  cleanUrls: false,
  lastUpdated: false,
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    // The pages have no HTML; what looks like it, such as <space>, is text.
    html: false,
    anchor: { slugify },
    config: md => { md.use(links); md.use(braces); md.use(diagrams) }
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: 'deep',
    nav: [
      { text: 'Embed', link: '/docs/embedding' },
      { text: 'Operate', link: '/docs/operations' },
      { text: 'Write', link: '/docs/for-writers' },
      { text: 'Changes', link: '/CHANGELOG' }
    ],
    sidebar: [
      {
        text: 'I have a Java wiki',
        items: [
          { text: 'Start here', link: '/' },
          page('FAQ', 'faq'),
          page('Embedding guide', 'embedding'),
          page('Spring Boot', 'spring-boot'),
          page('PostgreSQL', 'postgresql'),
          page('Links', 'links'),
          page('Alternatives', 'alternatives'),
          page('Supported versions', 'support'),
          page('Dependencies', 'dependencies')
        ]
      },
      {
        text: 'I operate it',
        items: [
          page('Operations', 'operations'),
          page('Monitoring', 'monitoring'),
          page('Security', 'security'),
          page('Mirrors', 'mirrors'),
          page('Files', 'files'),
          page('Git LFS', 'lfs'),
          page('Performance', 'performance')
        ]
      },
      {
        text: 'I write with git',
        items: [
          page('For writers', 'for-writers'),
          page('Pushing', 'pushing'),
          page('Pages and files', 'pages-and-files'),
          page('Order of pages', 'order'),
          page('Labels', 'labels'),
          page('Messages', 'messages')
        ]
      },
      {
        text: 'I change gitsync',
        collapsed: true,
        items: [
          page('Architecture', 'architecture'),
          page('Behaviours', 'behaviours'),
          page('Internals', 'internals/README'),
          { text: 'Contributing', link: '/CONTRIBUTING' },
          { text: 'Security policy', link: '/SECURITY' },
          { text: 'Changelog', link: '/CHANGELOG' }
        ]
      },
      {
        text: 'Examples',
        collapsed: true,
        items: [
          { text: 'Demo wiki', link: '/examples/demo-wiki/README' },
          { text: 'Spring Boot', link: '/examples/spring-boot/README' },
          { text: 'FitNesse', link: '/examples/fitnesse/README' },
          { text: 'JSPWiki', link: '/examples/jspwiki/README' },
          { text: 'Tables of your own', link: '/examples/own-tables/README' }
        ]
      }
    ]
  }
})
