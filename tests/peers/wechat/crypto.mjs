import plugin from 'wechatpay-axios-plugin';
import { input, output } from '../input.mjs';

const { Rsa, Aes, Formatter } = plugin;
const { privateKey, publicKey, ours, key, nonce, ciphertext } = await input();
output({
  verified: Rsa.verify(
    Formatter.request('POST', '/v3/pay/transactions/native?x=1', '1554208460', 'n', '{"description":"书院"}'), ours, publicKey),
  signature: Rsa.sign(Formatter.response('1554208460', 'n', '{"a":"书院"}'), privateKey),
  opened: Aes.AesGcm.decrypt(ciphertext, key, nonce, 'transaction'),
  vector: Aes.AesGcm.encrypt('{"trade_state":"SUCCESS"}', key, 'abcdefghijkl', 'transaction'),
});
