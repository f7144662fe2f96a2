using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Http;

namespace Guildhall.Web.Operations.Backups;

/// <summary>What the operator is told of a backup that was written or restored.</summary>
internal static class BackupReport
{
    /// <summary>The answer goes to standard output; that the ledger is unsound also to standard error, which cron mails.</summary>
    public static void Print(string what, string path, BackupManifest manifest, LedgerVerdict ledger, bool json)
    {
        var rows = manifest.Rows.Values.Sum();
        var files = manifest.Entries.Count - manifest.Rows.Count;
        var told = new { file = path, manifest.CreatedAt, rows, files, tables = manifest.Rows, ledger, manifest.Elsewhere };
        Cli.Print(told, json, () =>
        {
            Console.WriteLine($"{what} {path}: {rows} rows in {manifest.Rows.Count} tables, {files} files, as of {manifest.CreatedAt:u}.");
            if (manifest.Elsewhere is { } elsewhere)
                Console.WriteLine(NotInIt(elsewhere));
            if (ledger.Sound)
                Console.WriteLine($"The money ledger in it is sound: {ledger.Transactions} transactions.");
        });
        if (!ledger.Sound)
            Console.Error.WriteLine($"guildhall: {Unsound(ledger)}");
    }

    private static string NotInIt(FilesElsewhere elsewhere) => elsewhere.Files is { } files
        ? $"Not in it: {files} files, {elsewhere.Bytes} bytes, that lie in {elsewhere.Place}. Keep a copy of the bucket as well."
        : $"Not in it: what lies in {elsewhere.Place}, which does not answer right now. Keep a copy of the bucket as well.";

    /// <summary>One sentence with the first thing that does not agree.</summary>
    public static string Unsound(LedgerVerdict ledger) =>
        $"The money ledger in it is not sound ({ledger.Violations.Count} violations, the first: "
        + $"{ledger.Violations[0].Rule}: {ledger.Violations[0].Text}). guildhall ledger check lists them all.";
}
