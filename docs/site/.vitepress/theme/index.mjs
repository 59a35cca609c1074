import DefaultTheme from 'vitepress/theme'
import { nextTick, onMounted, watch } from 'vue'
import { useData, useRoute, withBase } from 'vitepress'

let library

/** The library is large, so only pages with diagrams load it. */
function mermaid() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = withBase('/mermaid.min.js')
    script.onload = () => resolve(window.mermaid)
    script.onerror = reject
    document.head.append(script)
  })
  return library
}

/** Draws the diagrams of the page. */
async function draw(isDark) {
  const diagrams = document.querySelectorAll('pre.mermaid:not([data-processed])')
  if (diagrams.length > 0) {
    const drawing = await mermaid()
    drawing.initialize({ startOnLoad: false, theme: isDark ? 'dark' : 'default' })
    await drawing.run({ nodes: diagrams })
  }
}

export default {
  extends: DefaultTheme,
  setup() {
    const route = useRoute()
    const { isDark } = useData()
    onMounted(() => draw(isDark.value))
    watch(() => route.path, () => nextTick(() => draw(isDark.value)))
  }
}
