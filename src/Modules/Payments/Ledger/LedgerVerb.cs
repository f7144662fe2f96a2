using System.CommandLine;
using Guildhall.Kernel.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.Ledger;

/// <summary><c>ledger check</c>: for the operator after a crash, for cron, and for tests.</summary>
internal static class LedgerVerb
{
    public static Command Of(Cli cli)
    {
        var json = new Option<bool>("--json") { Description = "Answer in JSON." };
        var check = new Command("check", "Read the money ledger against orders, payments, refunds and grants. Exit code 1 and a list when something does not agree.") { json };
        check.SetAction((parsed, cancel) => cli.RunAsync(services => CheckAsync(services, parsed.GetValue(json), cancel), cancel));
        return new Command("ledger", "The money ledger.") { check };
    }

    private static async Task<int> CheckAsync(IServiceProvider services, bool json, CancellationToken cancel)
    {
        var verdict = await services.GetRequiredService<CheckLedger>().RunAsync(cancel);
        Cli.Print(verdict, json, () =>
        {
            foreach (var violation in verdict.Violations)
                Console.WriteLine($"{violation.Rule}: {(violation.Community.Length > 0 ? violation.Community + ": " : "")}{violation.Text}");
            Console.WriteLine(verdict.Sound
                ? $"The ledger is sound: {verdict.Transactions} transactions, {verdict.Entries} entries, {verdict.PaidOrders} paid orders."
                : $"{verdict.Violations.Count} violations in {verdict.Transactions} transactions.");
        });
        return verdict.Sound ? Cli.Ok : Cli.Failed;
    }
}
