// Talks to a server with Stripe's own client and prints what it understood: node client.mjs PORT KEY SECRET STEP, with the step's input
// as JSON on standard input. "open" makes a page; "after" looks at what came of it.
import Stripe from "stripe";

const [port, key, secret, step] = process.argv.slice(2);
const stripe = new Stripe(key, { host: "127.0.0.1", port: Number(port), protocol: "http", telemetry: false, maxNetworkRetries: 1 });
const input = JSON.parse(await new Response(process.stdin).text());

const codeOf = async (promise) => {
  try {
    await promise;
    return null;
  } catch (error) {
    return `${error.type}:${error.code ?? ""}`;
  }
};

const page = (amount) => ({
  mode: "payment",
  client_reference_id: "O-PEER",
  metadata: { guildhall_order: "O-PEER" },
  payment_intent_data: { metadata: { guildhall_order: "O-PEER" } },
  success_url: "https://guild.example/return",
  line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: amount, product_data: { name: "Premium" } } }],
});

async function open() {
  const first = await stripe.checkout.sessions.create(page(1200), { idempotencyKey: input.key });
  const again = await stripe.checkout.sessions.create(page(1200), { idempotencyKey: input.key });
  return {
    account: (await stripe.accounts.retrieveCurrent()).id,
    id: first.id,
    again: again.id,
    status: `${first.status}/${first.payment_status}/${first.amount_total}`,
    otherWords: await codeOf(stripe.checkout.sessions.create(page(1300), { idempotencyKey: input.key })),
    wrongKey: await codeOf(new Stripe("sk_test_wrong", { host: "127.0.0.1", port: Number(port), protocol: "http" }).accounts.retrieveCurrent()),
    missing: await codeOf(stripe.checkout.sessions.retrieve("cs_nobody")),
  };
}

async function after() {
  const session = await stripe.checkout.sessions.retrieve(input.id, { expand: ["payment_intent.latest_charge.balance_transaction"] });
  const intent = session.payment_intent;
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 200, metadata: { by: "peer" } });
  const tooMuch = await codeOf(stripe.refunds.create({ payment_intent: intent.id, amount: 5000 }));
  const charges = [];
  for await (const charge of stripe.charges.list({ payment_intent: intent.id, limit: 1, expand: ["data.refunds"] })) charges.push(charge);
  const paid = charges.find((charge) => charge.paid);
  await stripe.refunds.create({ payment_intent: intent.id });
  const events = await stripe.events.list({ limit: 100 });
  return {
    paid: `${session.status}/${session.payment_status}/${intent.latest_charge.balance_transaction.fee}`,
    refund: `${refund.status}/${refund.amount}`,
    refunded: paid.amount_refunded,
    refunds: paid.refunds.data.map((made) => made.metadata.by),
    tries: charges.length,
    tooMuch,
    nothingLeft: await codeOf(stripe.refunds.create({ payment_intent: intent.id })),
    told: events.data.map((event) => event.type),
    verified: stripe.webhooks.constructEvent(input.body, input.header, secret, 300, undefined, input.receivedAt * 1000).type,
    forged: await codeOf((async () => stripe.webhooks.constructEvent(input.body + " ", input.header, secret, 300, undefined, input.receivedAt * 1000))()),
  };
}

process.stdout.write(JSON.stringify(await (step === "open" ? open() : after())));
