// What check-price, buy and sell need of Node.js, and no more: one hash, one line written.
const { createHash } = require('node:crypto');

exports.handler = async (event) => {
  const digest = createHash('sha256').update(event.execution_id).digest('hex');
  process.stdout.write(`${JSON.stringify({ level: 'INFO', message: 'Done.' })}\n`);
  return digest;
};
