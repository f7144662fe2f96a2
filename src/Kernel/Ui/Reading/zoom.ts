import { wordsOf } from './words'

/** Shows the pictures of a text as large as the screen, one after the other. Without it each of them is a link to its file. */
export function zoomPictures(article: HTMLElement) {
  let box: Box | null = null
  article.addEventListener('click', event => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.zoom')
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    box ??= new Box(article)
    box.open([...article.querySelectorAll<HTMLAnchorElement>('a.zoom')], link)
  })
}

class Box {
  private readonly dialog = document.createElement('dialog')
  private readonly picture = document.createElement('img')
  private readonly words = document.createElement('p')
  private links: HTMLAnchorElement[] = []
  private at = 0

  constructor(article: HTMLElement) {
    const close = document.createElement('button')
    close.type = 'button'
    close.className = 'zoom-close'
    close.textContent = '×'
    close.setAttribute('aria-label', wordsOf(article)['close'] ?? '')
    this.dialog.className = 'zoom-box'
    this.dialog.setAttribute('aria-label', wordsOf(article)['picture'] ?? '')
    this.words.className = 'zoom-words'
    this.dialog.append(this.picture, this.words, close)
    this.dialog.addEventListener('click', () => this.dialog.close())
    this.dialog.addEventListener('close', () => this.links[this.at]?.focus())
    this.dialog.addEventListener('keydown', event => {
      if (event.key === 'ArrowRight') this.show(this.at + 1)
      else if (event.key === 'ArrowLeft') this.show(this.at - 1)
    })
    document.body.append(this.dialog)
  }

  open(links: HTMLAnchorElement[], link: HTMLAnchorElement) {
    this.links = links
    this.show(links.indexOf(link))
    this.dialog.showModal()
  }

  private show(at: number) {
    const link = this.links[at]
    if (!link) return
    this.at = at
    const alt = link.querySelector('img')?.alt ?? ''
    this.picture.src = link.href
    this.picture.alt = alt
    const many = this.links.length > 1 ? `${String(at + 1)} / ${String(this.links.length)}` : ''
    this.words.textContent = [alt, many].filter(Boolean).join(' · ')
  }
}
