import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { listen } from '../../helpers/static-server.ts';

const credentials = { accessKeyId: 'test-key', secretAccessKey: 'test-secret' };
export const S3_ACCESS = { bucket: 'cabinet-files', region: 'eu-central-1', credentials, pathStyle: true };

/** A server that keeps objects as Amazon S3 does, for requests that are signed (SigV4) and whose checksums are right. */
export interface FakeS3 {
  endpoint: string;
  objects: Map<string, Buffer>;
  /** Keys of the objects that were read, in their order. */
  reads: string[];
  /** Answers everything with an error, as in an outage. */
  broken: boolean;
  close: () => Promise<void>;
}

/** Starts one with one bucket on a free port. */
export async function startFakeS3(): Promise<FakeS3> {
  const objects = new Map<string, Buffer>();
  const reads: string[] = [];
  const state = { broken: false };
  const { origin, close } = await listen((request, response) => {
    void (async () => {
      const body = await buffer(request);
      const url = new URL(request.url ?? '/', 'http://localhost');
      const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/');
      const key = rest.join('/');
      const answer = (status: number, content: string | Buffer = '', type = 'application/xml') =>
        response.writeHead(status, { 'content-type': type }).end(content);
      const refuse = (status: number, code: string) => answer(status, `<Error><Code>${code}</Code></Error>`);
      if (state.broken) return refuse(400, 'Outage');
      if (!(await isSigned(request, url, body))) return refuse(403, 'SignatureDoesNotMatch');
      if (!isWhole(request, body)) return refuse(400, 'BadDigest');
      if (bucket !== S3_ACCESS.bucket) return refuse(404, 'NoSuchBucket');
      if (request.method === 'PUT') {
        objects.set(key, body);
        return answer(200);
      }
      if (request.method === 'DELETE') {
        objects.delete(key);
        return answer(204);
      }
      if (key !== '') {
        const content = objects.get(key);
        reads.push(key);
        return content === undefined ? refuse(404, 'NoSuchKey') : answer(200, content, 'application/octet-stream');
      }
      // Two at a time, so that there are further pages.
      const prefix = url.searchParams.get('prefix') ?? '';
      const after = url.searchParams.get('continuation-token') ?? '';
      const keys = [...objects.keys()].filter((each) => each.startsWith(prefix) && each > after).toSorted();
      const page = keys.slice(0, 2);
      const next = keys.length > 2 ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
      const contents = page
        .map((each) => `<Contents><Key>${each}</Key><Size>${objects.get(each)?.length}</Size></Contents>`)
        .join('');
      return answer(200, `<ListBucketResult>${contents}${next}</ListBucketResult>`);
    })();
  });
  return {
    endpoint: origin,
    objects,
    reads,
    get broken() {
      return state.broken;
    },
    set broken(broken) {
      state.broken = broken;
    },
    close,
  };
}

const { sha256 } = new S3Client({ region: S3_ACCESS.region }).config;
const signer = new SignatureV4({
  credentials,
  region: S3_ACCESS.region,
  service: 's3',
  sha256,
  uriEscapePath: false,
  applyChecksum: false,
});

/** Whether a request carries the signature that our own signing of it makes. */
async function isSigned({ headers, method = '' }: IncomingMessage, url: URL, body: Buffer): Promise<boolean> {
  const authorization = headers.authorization ?? '';
  const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers['x-amz-date'])) ?? [];
  const signed = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: 'localhost',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
      body,
    },
    { signingDate: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) },
  );
  return signed.headers['authorization'] === authorization;
}

/** Whether a body is what its checksums say; one of what is written must be there. */
function isWhole({ headers, method }: IncomingMessage, body: Buffer): boolean {
  const sha = headers['x-amz-content-sha256'];
  const crc = headers['x-amz-checksum-crc32'];
  if (sha !== createHash('sha256').update(body).digest('hex')) return false;
  if (method !== 'PUT') return true;
  const expected = Buffer.alloc(4);
  expected.writeUInt32BE(crc32(body));
  return crc === expected.toString('base64');
}
