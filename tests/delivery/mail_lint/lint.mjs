// What a mail program does not support of a letter: node lint.mjs <path of the package> <letter.html>
import { readFileSync } from 'node:fs';

const { caniemail } = await import(process.argv[2]);
const html = readFileSync(process.argv[3], 'utf8');
const { issues } = caniemail({ clients: ['gmail.*', 'outlook.*', 'apple-mail.*'], html });
const found = {};
for (const [client, list] of issues.errors) found[client] = [...new Set(list.map((issue) => issue.title))].sort();
console.log(JSON.stringify(found));
