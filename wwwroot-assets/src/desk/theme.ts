// Runs in <head> before the first paint, as a classic script of its own: the page never shows the other theme first.
import { applyTheme } from "./look";

applyTheme();
