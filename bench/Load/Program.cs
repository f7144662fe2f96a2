using System.CommandLine;
using Guildhall.Load.Verbs;

// bin/bench builds and starts this; docs/bench.md says how each figure is taken.
var root = new RootCommand("Measures the published program and prints the figures with their protocol, as Markdown.")
{
    LoadVerb.Command(), StartVerb.Command(), ImportVerb.Command(), CloneVerb.Command(),
};
return await root.Parse(args).InvokeAsync();
