import katex from 'katex'
import 'katex/dist/katex.min.css'

/** Sets formulas with KaTeX. One that it cannot read stays as it was typed, with KaTeX's complaint as its title. */
export function drawFormulas(article: HTMLElement) {
  for (const place of article.querySelectorAll<HTMLElement>('.math')) {
    const source = place.textContent.trim()
    const inner = /^\\[([]([\s\S]*)\\[)\]]$/.exec(source)?.[1] ?? source
    try {
      katex.render(inner, place, {
        displayMode: source.startsWith('\\['),
        throwOnError: true,
        // A formula may neither link, load nor define its way into the page.
        trust: false,
        maxExpand: 1000,
        maxSize: 40,
      })
      place.classList.add('math-drawn')
    } catch (error) {
      place.textContent = source
      place.classList.add('math-wrong')
      place.title = error instanceof Error ? error.message : String(error)
    }
  }
}
