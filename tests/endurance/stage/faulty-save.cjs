/**
 * Stands in the place of the built handler of `save`, which it calls, in a copy of the build that
 * only the endurance test deploys. It asks the test's desk what is to go wrong.
 */
const { get } = require('node:http');
const { url } = require('./desk.json');

process.env['AWS_ENDPOINT_URL_DYNAMODB'] = url;
const save = require('./save.js');

const ask = (executionId) =>
  new Promise((resolve, reject) => {
    const question = get(`${url}/mishap?execution=${encodeURIComponent(executionId)}`, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve(JSON.parse(text)));
    });
    question.on('error', reject);
  });

const ways = {
  crash: () => process.kill(process.pid, 'SIGKILL'),
  hang: () => {},
};

exports.handler = async (payload, context) => {
  const { moment, how } = await ask(payload.execution_id);
  const goWrong = () => new Promise(() => ways[how]());
  if (moment === 'before') await goWrong();
  const result = await save.handler(payload, context);
  if (moment === 'after') await goWrong();
  return result;
};
