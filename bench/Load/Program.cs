using System.CommandLine;
using Guildhall.Load.Verbs;

// bin/bench builds and starts this; docs/bench.md says how each figure is taken.
var root = new RootCommand("Measures the published program and prints the figures with their protocol, as Markdown.")
{
    LoadVerb.Command(), StartVerb.Command(), ImportVerb.Command(), BooksVerb.Command(), CloneVerb.Command(), QueueVerb.Command(),
    RestVerb.Command(), LiveVerb.Command(), DeliveriesVerb.Command(), CheckoutVerb.Command(), WebhooksVerb.Command(), FaultsVerb.Command(),
    ScreeningVerb.Command(), ChatVerb.Command(), TopicsVerb.Command(),
};
return await root.Parse(args).InvokeAsync();
