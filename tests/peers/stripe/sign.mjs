// Signs with Stripe's own library: [{payload, secret, timestamp}] on standard input, a list of header values on standard output.
import Stripe from "stripe";

const asked = JSON.parse(await new Response(process.stdin).text());
const signed = asked.map(({ payload, secret, timestamp }) => Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp }));
process.stdout.write(JSON.stringify(signed));
