type Purpose = "create" | "get";

/** The server forgets what it offered after five minutes. */
const OFFER_LASTS = 4 * 60_000;

let waiting: AbortController | null = null;

/** Brings out the passkey forms where this browser can use them, and lets it suggest passkeys in the e-mail field. */
export function offerPasskeys(root: ParentNode): void {
  if (!supported()) return;
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    const purpose = form.dataset["passkey"] as Purpose;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void answer(form, purpose);
    });
    if (purpose === "get") void suggest(form);
  }
  for (const note of root.querySelectorAll<HTMLElement>("[data-no-passkeys]")) note.hidden = true;
}

/** Passkeys belong to a name: a server that is only an address cannot have any. */
function supported(): boolean {
  return isSecureContext && "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential
    && !/^[\d.]+$|:/.test(location.hostname);
}

async function answer(form: HTMLFormElement, purpose: Purpose): Promise<void> {
  waiting?.abort();
  say(form, "");
  try {
    const options = await fetchOptions(form);
    const credential = purpose === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON) });
    send(form, credential);
  } catch (error) {
    say(form, reason(error, purpose));
  }
}

/** Waits for the user to pick one in the e-mail field. Nothing is said of failures: nobody has asked for it. */
async function suggest(form: HTMLFormElement): Promise<void> {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  const stop = (waiting = new AbortController());
  const renew = setTimeout(() => {
    stop.abort();
    void suggest(form);
  }, OFFER_LASTS);
  try {
    const options = await fetchOptions(form);
    if (stop.signal.aborted) return;
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON);
    send(form, await navigator.credentials.get({ publicKey, mediation: "conditional", signal: stop.signal }));
  } catch {
    // The button and the password remain.
  } finally {
    clearTimeout(renew);
  }
}

async function fetchOptions(form: HTMLFormElement): Promise<unknown> {
  const token = field(form, "__RequestVerificationToken").value;
  const response = await fetch(form.dataset["options"]!, { method: "POST", body: new URLSearchParams({ __RequestVerificationToken: token }) });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

function send(form: HTMLFormElement, credential: Credential | null): void {
  if (!(credential instanceof PublicKeyCredential)) return;
  field(form, "Credential").value = JSON.stringify(credential.toJSON());
  const remember = document.querySelector<HTMLInputElement>("input[type=checkbox][name=Remember]");
  if (remember !== null) field(form, "Remember").value = String(remember.checked);
  form.submit();
}

function field(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}

function say(form: HTMLFormElement, text: string): void {
  const trouble = form.querySelector<HTMLElement>("[data-trouble]");
  if (trouble === null) return;
  trouble.textContent = text;
  trouble.hidden = text === "";
}

function reason(error: unknown, purpose: Purpose): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "InvalidStateError") return "This device has a passkey for your account already.";
  if (name === "NotAllowedError") return purpose === "create" ? "No passkey was made." : "No passkey was used.";
  if (name === "SecurityError") return "Passkeys do not work at this address.";
  return "The server did not answer. Try again.";
}
