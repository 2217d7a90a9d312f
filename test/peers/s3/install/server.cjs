// Keeps objects in the folder that it is given; the bucket is made anew.
// @ts-expect-error It is installed for tests only.
const S3rver = require('s3rver');

const { PEER_FOLDER: directory, PEER_PORT: port, PEER_BUCKET: name } = process.env;
const server = new S3rver({
  address: '127.0.0.1',
  port: Number(port),
  directory,
  silent: true,
  configureBuckets: [{ name }],
});
server.run();
process.once('SIGTERM', () => server.close());
