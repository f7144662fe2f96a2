using System.Data.Common;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;

namespace Guildhall.App.Tests.Data;

public class Prepared_reads(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string NameOf = "SELECT name FROM members WHERE id = @id";

    [Fact]
    public async Task See_what_was_committed_after_they_were_prepared()
    {
        var lin = await RegisterAsync("Lin");
        var before = await NameAsync(lin);

        await app.WithAsync<AppDb>(async db =>
        {
            (await db.Members.FindAsync(lin))!.Rename("Lin Zhiyuan");
            await db.SaveChangesAsync();
        });

        Assert.Equal(("Lin", "Lin Zhiyuan"), (before, await NameAsync(lin)));
    }

    [Fact]
    public async Task Do_not_see_what_a_transaction_may_take_back()
    {
        var wei = await RegisterAsync("Wei");

        await app.WithAsync<AppDb>(async db =>
        {
            await using (await db.BeginWriteAsync())
            {
                (await db.Members.FindAsync(wei))!.Rename("Nobody");
                await db.SaveChangesAsync();

                Assert.True(db.IsInTransaction);
                Assert.Equal("Wei", await NameAsync(wei));
            }
            Assert.False(db.IsInTransaction);
        });

        Assert.Equal("Wei", await NameAsync(wei));
    }

    [Fact]
    public async Task Answer_each_asker_with_its_own_row()
    {
        var ids = new List<long>();
        for (var i = 0; i < 8; i++)
            ids.Add(await RegisterAsync($"Person {i}"));

        var names = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => NameAsync(ids[i % 8]))));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"Person {i % 8}"), names);
    }

    [Fact]
    public async Task Go_on_after_one_that_failed()
    {
        var mei = await RegisterAsync("Mei");

        await Assert.ThrowsAnyAsync<DbException>(() => ReadAsync("SELECT name FROM nothing_of_that_name WHERE id = @id", mei));
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.WithAsync<PreparedReads, int>(reads =>
            reads.RunAsync<int>(NameOf, [("id", mei)], (_, _) => throw new InvalidOperationException(),
                TestContext.Current.CancellationToken)));

        Assert.Equal("Mei", await NameAsync(mei));
    }

    private Task<long> RegisterAsync(string name) => app.WithAsync<AppDb, long>(async db =>
    {
        var member = Member.Create(name, "en", "UTC", owner: false, app.Clock.GetUtcNow().UtcDateTime);
        db.Add(member);
        await db.SaveChangesAsync();
        return member.Id;
    });

    private Task<string?> NameAsync(long id) => ReadAsync(NameOf, id);

    private Task<string?> ReadAsync(string sql, long id) => app.WithAsync<PreparedReads, string?>(reads => reads.RunAsync(
        sql, [("id", id)], async (row, cancel) =>
            await row.ReadAsync(cancel) ? row.GetString(0) : null, TestContext.Current.CancellationToken));
}
