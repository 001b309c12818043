// Prints the licenses of the packages that the page contains.
const fs = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
const lock = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8"));
const folders = Object.entries(lock.packages).filter(([name, facts]) => name && !facts.dev && !facts.devOptional);
console.log("The page contains these packages.");
for (const [folder, facts] of folders) {
    const full = path.join(root, folder);
    const file = fs.readdirSync(full).find((name) => /^licen[sc]e/i.test(name));
    const text = file ? fs.readFileSync(path.join(full, file), "utf8").trim() : `License: ${facts.license}`;
    console.log(`\n${folder.replace("node_modules/", "")} ${facts.version}\n\n${text}`);
}
