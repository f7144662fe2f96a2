import { createSign, randomUUID } from 'node:crypto';
import crc32 from 'buffer-crc32';
import { input, output } from '../input.mjs';

const { body, webhookId, privateKey, certificate, time } = await input();
const id = randomUUID();
const text = [id, time, webhookId, crc32.unsigned(Buffer.from(body, 'utf8'))].join('|');
output({
  headers: {
    'PAYPAL-TRANSMISSION-ID': id, 'PAYPAL-TRANSMISSION-TIME': time, 'PAYPAL-CERT-URL': certificate, 'PAYPAL-AUTH-ALGO': 'SHA256withRSA',
    'PAYPAL-TRANSMISSION-SIG': createSign('RSA-SHA256').update(text).sign(privateKey, 'base64'),
  },
});
