// <passkey-button data-options="…" [data-create] data-failed="…" hidden><form><input type="hidden" name="credential">…</form></passkey-button>
// Asks the server for a challenge, the device for its answer, and posts that with the form.
// Stays hidden where the browser knows no passkeys.
type Options = Parameters<typeof PublicKeyCredential.parseCreationOptionsFromJSON>[0] &
  Parameters<typeof PublicKeyCredential.parseRequestOptionsFromJSON>[0]

class PasskeyButton extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form')
    const credential = form?.querySelector<HTMLInputElement>('input[name="credential"]')
    if (!form || !credential || !('PublicKeyCredential' in window) || !('parseRequestOptionsFromJSON' in PublicKeyCredential)) return
    this.hidden = false
    form.addEventListener('submit', event => {
      if (credential.value) return
      event.preventDefault()
      void this.askAsync(form, credential, event.submitter)
    })
  }

  private async askAsync(form: HTMLFormElement, credential: HTMLInputElement, submitter: HTMLElement | null) {
    if (this.ariaBusy === 'true') return
    this.ariaBusy = 'true'
    this.tell(form, '')
    try {
      const options = await this.optionsAsync(form)
      const answer = this.hasAttribute('data-create')
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
      credential.value = JSON.stringify(answer)
      form.requestSubmit(submitter)
    } catch {
      // Cancelled, timed out, or the device has none: it says no more than that, on purpose.
      this.tell(form, this.dataset['failed'] ?? '')
    } finally {
      this.ariaBusy = 'false'
    }
  }

  private async optionsAsync(form: HTMLFormElement) {
    // Only the form's token goes along: what else was typed is nobody's business yet.
    const token = form.querySelector<HTMLInputElement>('input[name="__RequestVerificationToken"]')
    const body = new FormData()
    if (token) body.append(token.name, token.value)
    const response = await fetch(this.dataset['options'] ?? '', { method: 'POST', body, credentials: 'same-origin' })
    if (!response.ok) throw new Error(`The challenge was refused with ${response.status}.`)
    return (await response.json()) as Options
  }

  private tell(form: HTMLFormElement, message: string) {
    const error = form.querySelector<HTMLElement>('[role="alert"].field-error')
    if (!error) return
    error.hidden = message === ''
    error.textContent = message
  }
}

customElements.define('passkey-button', PasskeyButton)
