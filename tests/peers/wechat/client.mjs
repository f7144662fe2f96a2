// The library signs its requests and refuses answers that are not signed with the platform's key.
import plugin from 'wechatpay-axios-plugin';
import { input, output } from '../input.mjs';

const { url, mchid, appid, serial, privateKey, platformId, platformKey } = await input();
const client = new plugin.Wechatpay({
  mchid, serial, privateKey, certs: { [platformId]: platformKey }, baseURL: url + '/',
});
const trade = 'peer_0123456789';
const placed = await client.v3.pay.transactions.native.post({
  appid, mchid, description: '书院', out_trade_no: trade, time_expire: '2036-01-01T00:00:00+08:00', attach: 'O-1',
  notify_url: 'https://guild.example.org/webhooks/wechat', amount: { total: 2900, currency: 'CNY' },
});
const show = async () => (await client.v3.pay.transactions.outTradeNo[trade].get({ params: { mchid } })).data.trade_state;
const before = await show();
const closed = await client.v3.pay.transactions.outTradeNo[trade].close.post({ mchid });
output({ code: placed.data.code_url, before, closed: closed.status, after: await show() });
