// The SDK knows PayPal's two hosts only, so its connections are led to the emulator, which has a certificate that nobody vouches for.
import https from 'node:https';
import tls from 'node:tls';
import { Client, Environment, OrdersController, PaymentsController } from '@paypal/paypal-server-sdk';
import { input, output } from '../input.mjs';

const { port, id, secret, order } = await input();
const httpsAgent = new https.Agent();
httpsAgent.createConnection = (options) => tls.connect({ ...options, host: '127.0.0.1', port, rejectUnauthorized: false });
const client = new Client({
  clientCredentialsAuthCredentials: { oAuthClientId: id, oAuthClientSecret: secret },
  environment: Environment.Sandbox, httpClientOptions: { httpsAgent }, timeout: 20000,
});
const orders = new OrdersController(client);
if (order) {
  const captured = (await orders.captureOrder({ id: order, prefer: 'return=representation', paypalRequestId: 'peer-capture' })).result;
  const capture = captured.purchaseUnits[0].payments.captures[0];
  const refund = (await new PaymentsController(client).refundCapturedPayment({
    captureId: capture.id, prefer: 'return=representation', paypalRequestId: 'peer-refund',
    body: { amount: { currencyCode: 'USD', value: '9.00' } },
  })).result;
  output({ capture: capture.status, fee: capture.sellerReceivableBreakdown.paypalFee.value, refund: refund.status });
} else {
  const created = (await orders.createOrder({
    prefer: 'return=representation', paypalRequestId: 'peer-create',
    body: {
      intent: 'CAPTURE',
      purchaseUnits: [{ customId: 'O-1', invoiceId: 'peer', description: 'Premium', amount: { currencyCode: 'USD', value: '29.00' } }],
      paymentSource: { paypal: { experienceContext: { returnUrl: 'https://guild.example.org/', cancelUrl: 'https://guild.example.org/', userAction: 'PAY_NOW' } } },
    },
  })).result;
  output({ order: created.id, rel: created.links.find((l) => l.rel !== 'self').rel });
}
