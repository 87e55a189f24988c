// One reading and one writing call with the generated client; what they answer is printed as JSON.
import { client } from './client/client.gen.js';
import { articleClaimsCreate, me } from './client/index.js';

declare const process: { env: Record<string, string>; exitCode?: number };

client.setConfig({
  baseUrl: process.env.BASE_URL,
  headers: { Authorization: `Token ${process.env.TOKEN}` },
});
const who = await me({ throwOnError: true });
const made = await articleClaimsCreate({
  path: { article_id: process.env.ARTICLE },
  body: { start: 0, end: 10 },
  throwOnError: true,
});
console.log(JSON.stringify({ username: who.data.username, state: made.data.state, start: made.data.anchor?.start }));
