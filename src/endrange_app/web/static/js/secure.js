// @ts-check
/** Say whether this browser gives this page all it has: only a protected address gets that. */

for (const line of document.querySelectorAll("[data-secure]")) {
  const secure = line.getAttribute("data-secure") === "true";
  line.toggleAttribute("hidden", secure !== window.isSecureContext);
}

export {};
