using System.Data.Common;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Payments;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Ledger;
using Guildhall.Web.Operations.Backups;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Backups;

/// <summary>Somebody with the database's password booked what does not balance. It is the only backup that there can be.</summary>
public class Unsound_ledgers
{
    [Fact]
    public async Task Are_backed_up_and_restored_and_told_both_times()
    {
        await using var specimen = await EmptyInstallation.StartAsync(TestDatabase.OnPostgres);
        var shop = await Shop.OpenAsync(specimen);
        await shop.BuyAndPayAsync(await shop.BuyerAsync());
        await specimen.WithAsync<AppDb>(UnbalanceAsync);
        var file = Path.Combine(specimen.DataFolder, "unsound.zip");

        var manifest = await specimen.WithAsync<WriteBackup, BackupManifest>(backup => backup.RunAsync(file, default));
        await using var copy = await EmptyInstallation.StartAsync(TestDatabase.OnPostgres);
        await copy.RestoreAsync(file);

        Assert.Contains("sum_zero", manifest.Ledger!.Violations.Select(v => v.Rule));
        Assert.StartsWith("The money ledger in it is not sound (", BackupReport.Unsound(manifest.Ledger));
        var restored = await copy.WithAsync<IMoneyLedger, LedgerVerdict>(ledger => ledger.CheckAsync());
        Assert.Equal(manifest.Ledger.Violations, restored.Violations);
        Assert.Equal(Backups.ContentOf(file), Backups.ContentOf(await copy.BackUpAsync()));
    }

    [Fact]
    public async Task Leave_the_guards_in_their_places()
    {
        await using var specimen = await EmptyInstallation.StartAsync(TestDatabase.OnPostgres);
        var shop = await Shop.OpenAsync(specimen);
        await shop.BuyAndPayAsync(await shop.BuyerAsync());
        await using var copy = await EmptyInstallation.StartAsync(TestDatabase.OnPostgres);

        await copy.RestoreAsync(await specimen.BackUpAsync());

        await Assert.ThrowsAnyAsync<DbException>(() => copy.WithAsync<AppDb>(InsertAsync));
        foreach (var change in new[] { "UPDATE ledger_entries SET amount = amount + 1", "DELETE FROM grants" })
            await Assert.ThrowsAnyAsync<DbException>(() => copy.WithAsync<AppDb>(db => db.Database.ExecuteSqlRawAsync(change)));
        Assert.True((await copy.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(default))).Sound);
    }

    private static async Task UnbalanceAsync(AppDb db)
    {
        await db.Database.ExecuteSqlRawAsync(
            db.IsPostgres ? "DROP TRIGGER ledger_entries_balance ON ledger_entries" : "DROP TRIGGER ledger_entries_balance");
        await InsertAsync(db);
    }

    private static Task InsertAsync(AppDb db) => db.Database.ExecuteSqlRawAsync(
        """
        INSERT INTO ledger_entries (community_id, transaction_id, account, amount, currency, at)
        SELECT community_id, id, 'processor:test', 100, 'CNY', at FROM ledger_transactions
        WHERE id = (SELECT min(id) FROM ledger_transactions)
        """);
}
