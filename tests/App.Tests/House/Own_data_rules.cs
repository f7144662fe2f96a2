using Guildhall.Accounts.OwnData;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.House;

/// <summary>
/// Whoever maps a table with a foreign key to members says by the key's name whether its rows are the member's, so that "download my data"
/// leaves none out.
/// </summary>
public class Own_data_rules(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Every_foreign_key_to_members_says_whose_the_row_is()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var keys = OwnTables.Keys(scope.ServiceProvider.GetRequiredService<AppDb>().Model).ToList();

        Assert.Contains(keys, k => k.Key == "MemberId");
        Assert.Empty(Unsaid(keys));
    }

    [Fact]
    public async Task No_table_with_rows_of_members_comes_without_columns()
    {
        await using var scope = app.Services.CreateAsyncScope();

        Assert.All(OwnTables.In(scope.ServiceProvider.GetRequiredService<AppDb>().Model), t => Assert.NotEmpty(t.Columns));
    }

    [Fact]
    public void The_rule_rejects_a_name_that_says_neither() =>
        Assert.Equal(["Wish: PersonId"], Unsaid([("Wish", "PersonId"), ("Reply", "AuthorId"), ("Case", "ClaimedBy")]));

    private static IEnumerable<string> Unsaid(IEnumerable<(string Entity, string Key)> keys) => keys
        .Where(k => !OwnTables.Theirs.Contains(k.Key) && !OwnTables.DoneBy.Contains(k.Key)).Select(k => $"{k.Entity}: {k.Key}");
}
