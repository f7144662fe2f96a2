// s3rver as a bucket of ours: tells its port, and stays until its standard input ends. server.mjs FOLDER BUCKET
import { createRequire } from 'node:module';

const S3rver = createRequire(import.meta.url)('s3rver');
const [folder, bucket] = process.argv.slice(2);
const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: folder, configureBuckets: [{ name: bucket, configs: [] }] });
const { port } = await server.run();
process.stdout.write(`${JSON.stringify({ port })}\n`);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
