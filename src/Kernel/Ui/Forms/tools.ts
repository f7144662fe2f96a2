// A tool of the composer: a link to a page with a form. The form is shown in a dialog and sent in the background; the page that it leads
// to gives the line to insert. All of it works as two ordinary pages too.
export class InsertTool {
  private readonly dialog = document.createElement('dialog')
  private page = ''

  constructor(private readonly link: HTMLAnchorElement, private readonly area: HTMLTextAreaElement, private readonly close: string) {
    this.dialog.className = 'composer-dialog'
    this.dialog.setAttribute('aria-label', link.textContent?.trim() ?? '')
    link.addEventListener('click', event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      void this.open()
    })
    this.dialog.addEventListener('submit', event => {
      event.preventDefault()
      void this.send(event.target as HTMLFormElement, event.submitter)
    })
  }

  private async open() {
    this.page = this.link.href
    const answer = await fetch(this.page, { headers: { accept: 'text/html' } }).catch(() => null)
    // The page itself says what is wrong.
    if (!answer?.ok || !this.show(this.read(await answer.text()))) {
      window.open(this.page, '_blank', 'noopener')
      return
    }
    document.body.append(this.dialog)
    this.dialog.showModal()
  }

  private async send(form: HTMLFormElement, submitter: HTMLElement | null) {
    const button = submitter instanceof HTMLButtonElement ? submitter : null
    if (button) button.disabled = true
    const answer = await fetch(new URL(form.getAttribute('action') ?? this.page, this.page), {
      method: 'POST',
      headers: { accept: 'text/html' },
      body: new URLSearchParams(new FormData(form) as unknown as Record<string, string>),
    }).catch(() => null)
    if (button) button.disabled = false
    if (!answer) return
    const page = this.read(await answer.text())
    const line = page.querySelector<HTMLElement>('[data-line]')?.dataset.line
    if (line) {
      this.dialog.close()
      this.insert(line)
    } else {
      this.show(page)
      this.dialog.querySelector<HTMLElement>('[aria-invalid="true"], .error-summary')?.focus()
    }
  }

  private read(html: string) {
    return new DOMParser().parseFromString(html, 'text/html')
  }

  private show(page: Document) {
    const form = page.querySelector('form[data-tool-form]')
    if (!form) return false
    const title = document.createElement('h2')
    title.textContent = page.querySelector('h1')?.textContent ?? ''
    const close = document.createElement('button')
    close.type = 'button'
    close.className = 'button quiet'
    close.textContent = this.close
    close.addEventListener('click', () => this.dialog.close())
    this.dialog.replaceChildren(title, document.importNode(form, true), close)
    return true
  }

  /** On a line of its own: only there it is more than a link. */
  private insert(line: string) {
    const { value, selectionEnd: at } = this.area
    const before = value.slice(0, at).replace(/\s+$/, '')
    const after = value.slice(at).replace(/^\s+/, '')
    const start = before === '' ? '' : before + '\n\n'
    this.area.focus()
    this.area.setRangeText(start + line + '\n\n' + after, 0, value.length, 'end')
    this.area.setSelectionRange(start.length + line.length + 2, start.length + line.length + 2)
    this.area.dispatchEvent(new Event('input', { bubbles: true }))
  }
}
