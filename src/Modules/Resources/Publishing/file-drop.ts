// <file-drop data-sending="…" data-failed="…" data-one="…"><form>…<input type="file">…</form></file-drop>: files can be dropped on the form, and
// sending one shows how far it is. Without script the form is sent like any other.
class FileDrop extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form')
    const input = this.querySelector<HTMLInputElement>('input[type="file"]')
    if (!form || !input) return
    this.addEventListener('dragover', event => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      this.setAttribute('data-over', '')
    })
    this.addEventListener('dragleave', () => this.removeAttribute('data-over'))
    this.addEventListener('drop', event => {
      this.removeAttribute('data-over')
      if (!event.dataTransfer?.files.length) return
      event.preventDefault()
      this.take(input, event.dataTransfer.files)
    })
    form.addEventListener('submit', event => {
      if (event.defaultPrevented || !input.files?.length) return
      event.preventDefault()
      this.send(form, event.submitter)
    })
  }

  /** A resource is one file: of several the first is taken, and that is said. */
  private take(input: HTMLInputElement, files: FileList) {
    const one = new DataTransfer()
    one.items.add(files[0]!)
    input.files = one.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
    if (files.length > 1) this.say((this.dataset.one ?? '').replace('{0}', files[0]!.name), 'file-drop-said')
    else this.querySelector('.file-drop-said')?.remove()
  }

  private say(text: string, look: string) {
    this.querySelector('.file-drop-said')?.remove()
    const line = document.createElement('p')
    line.className = look
    line.setAttribute('role', 'alert')
    line.textContent = text
    this.querySelector('form')!.append(line)
  }

  private send(form: HTMLFormElement, submitter: HTMLElement | null) {
    const progress = document.createElement('progress')
    progress.max = 1
    progress.setAttribute('aria-label', this.dataset.sending ?? '')
    this.querySelector('.file-drop-said')?.remove()
    form.append(progress)
    submitter?.setAttribute('disabled', '')
    const request = new XMLHttpRequest()
    request.open('POST', form.action)
    request.responseType = 'document'
    request.upload.addEventListener('progress', event => {
      if (event.lengthComputable) progress.value = event.loaded / event.total
    })
    const end = (said: string) => {
      progress.remove()
      submitter?.removeAttribute('disabled')
      this.say(said, 'file-drop-said field-error')
    }
    request.addEventListener('load', () => {
      // Accepted: the server led on to the page of what was made.
      if (request.status < 300 && request.responseURL !== form.action) {
        // What keeps copies of the form's texts would warn of leaving.
        form.dispatchEvent(new Event('saved'))
        return location.assign(request.responseURL)
      }
      // What somebody else saved meanwhile was told: the next save is on top of it.
      const edition = request.responseXML?.querySelector<HTMLInputElement>('input[name="edition"]')
      const mine = form.querySelector<HTMLInputElement>('input[name="edition"]')
      if (request.status === 409 && edition && mine) mine.value = edition.value
      const faults = request.responseXML?.querySelectorAll('.error-list li, .field-error, main h1 ~ p') ?? []
      end([...new Set([...faults].map(fault => fault.textContent?.trim()))].join(' ') || (this.dataset.failed ?? ''))
    })
    request.addEventListener('error', () => end(this.dataset.failed ?? ''))
    request.send(new FormData(form))
  }
}

customElements.define('file-drop', FileDrop)
