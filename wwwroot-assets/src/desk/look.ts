// Which look the user chose, and which one that comes to.

export type Theme = "light" | "dark";
export type ThemeChoice = Theme | "system";

const system = matchMedia("(prefers-color-scheme: dark)");

/** Reads what this browser remembers; a browser that remembers nothing (private mode, blocked storage) is no error. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`dispatchmap.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`dispatchmap.${key}`, value);
  } catch {
    // It holds until the page is closed.
  }
}

export function chosenTheme(): ThemeChoice {
  const choice = recall("theme");
  return choice === "light" || choice === "dark" ? choice : "system";
}

/** Puts a choice on the page and says whether it came to dark. */
export function applyTheme(choice: ThemeChoice = chosenTheme()): boolean {
  const dark = choice === "dark" || (choice === "system" && system.matches);
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
  return dark;
}

/** Tells when the system changes its mind; returns what stops that. */
export function watchSystemTheme(changed: () => void): () => void {
  system.addEventListener("change", changed);
  return () => system.removeEventListener("change", changed);
}
