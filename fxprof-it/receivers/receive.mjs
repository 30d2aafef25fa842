// Runs Elastic's receiver of OTLP: prints its address, and then what it understood of each request with
// traces, a line of JSON each. It does not inflate, so that is done before it.
import { createServer, request } from 'node:http';
import { createGunzip } from 'node:zlib';
import { MockOtlpServer, normalizeTrace } from '@elastic/mockotlpserver';

const receiver = new MockOtlpServer({
  logLevel: 'warn',
  services: ['http'],
  httpHostname: '127.0.0.1',
  httpPort: 0,
  onTrace: (trace) => console.log(JSON.stringify(normalizeTrace(trace))),
});
await receiver.start();

const front = createServer((from, answer) => {
  const to = request(new URL(from.url, receiver.httpUrl), {
    method: from.method,
    headers: { 'content-type': from.headers['content-type'] },
  }, (answered) => {
    answer.writeHead(answered.statusCode, answered.headers);
    answered.pipe(answer);
  });
  from.pipe(createGunzip()).pipe(to);
});
front.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${front.address().port}`));
// It ends with whoever started it.
process.stdin.on('end', () => process.exit(0)).resume();
