import katex from 'katex'
import 'katex/dist/katex.min.css'

/** Sets formulas with KaTeX as they come near: a page of a hundred must not cost a phone its first seconds. */
export function drawFormulas(article: HTMLElement) {
  const inView = new IntersectionObserver(
    entries => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue
        inView.unobserve(entry.target)
        draw(entry.target as HTMLElement)
      }
    },
    { rootMargin: '800px' },
  )
  for (const place of article.querySelectorAll<HTMLElement>('.math')) inView.observe(place)
}

/** One that KaTeX cannot read stays as it was typed, with its complaint as the title. */
function draw(place: HTMLElement) {
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
