/** Brings out the buttons that show what is typed into a password field. */
export function showEyes(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>(".entry-eye")) {
    const field = document.getElementById(button.getAttribute("aria-controls") ?? "");
    if (!(field instanceof HTMLInputElement)) continue;
    button.hidden = false;
    const show = (shown: boolean): void => {
      field.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
    };
    button.addEventListener("click", () => show(field.type === "password"));
    // Browsers offer to keep what was typed into a password field, and no other.
    field.form?.addEventListener("submit", () => show(false));
  }
}
