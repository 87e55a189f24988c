// What the generator makes: ECMAScript modules that Node and browsers run as they are.
export default {
  input: process.env.SCHEMA,
  output: { path: process.env.CLIENT, module: { extension: '.js' } },
};
