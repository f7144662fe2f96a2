import plugin from 'wechatpay-axios-plugin';
import { input, output } from '../input.mjs';

const { Rsa, Aes, Formatter } = plugin;
const { privateKey, serial, key, timestamp, trade } = await input();
const body = JSON.stringify({
  id: 'EV-peer', create_time: '2026-03-02T16:00:00+08:00', resource_type: 'encrypt-resource', event_type: 'TRANSACTION.SUCCESS', summary: '支付成功',
  resource: {
    original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM', associated_data: 'transaction', nonce: 'peerpeerpeer',
    ciphertext: Aes.AesGcm.encrypt(JSON.stringify(trade), key, 'peerpeerpeer', 'transaction'),
  },
});
const nonce = Formatter.nonce();
output({
  body,
  headers: {
    'Wechatpay-Serial': serial, 'Wechatpay-Timestamp': timestamp, 'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': Rsa.sign(Formatter.response(timestamp, nonce, body), privateKey),
  },
});
