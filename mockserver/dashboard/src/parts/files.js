// Files that the browser saves.

/** Let the browser save a blob under that name. */
export function saveFile(blob, name) {
    const anchor = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
}
