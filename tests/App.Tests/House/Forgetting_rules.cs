using Guildhall.Accounts.Forgetting;
using Guildhall.Accounts.OwnData;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.House;

/// <summary>
/// Whoever maps a table whose rows are a member's own says what becomes of them when the member deletes their account, so that nothing is
/// forgotten to be forgotten.
/// </summary>
public class Forgetting_rules(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Every_table_with_rows_of_members_says_once_what_becomes_of_them()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var own = OwnTables.Entities(scope.ServiceProvider.GetRequiredService<AppDb>().Model).ToList();
        var said = app.Services.GetServices<Forgotten>().ToList();

        Assert.True(own.Count > 40, "The rule finds too few tables to be right.");
        Assert.Empty(Unsaid(own, said));
        Assert.Empty(said.Select(s => s.Entity).Except(own));
        Assert.All(said.CountBy(s => s.Entity), s => Assert.Equal(1, s.Value));
    }

    [Fact]
    public async Task What_stays_says_why_and_what_is_chosen_has_somebody_who_does_it()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var doers = scope.ServiceProvider.GetServices<IForget>().Select(f => f.GetType().Assembly).ToHashSet();
        var said = app.Services.GetServices<Forgotten>().ToList();

        Assert.All(said, s => Assert.Equal(s.Fate == Fate.Stays, s.Why.Length > 0));
        Assert.All(said.Where(s => s.Fate == Fate.Chosen), s => Assert.Contains(s.Entity.Assembly, doers));
    }

    [Fact]
    public async Task What_goes_can_go_in_an_order()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var gone = app.Services.GetServices<Forgotten>().Where(s => s.Fate == Fate.Gone).Select(s => s.Entity).ToHashSet();

        Assert.Equal(gone.Count, ForgetMembers.InOrder(scope.ServiceProvider.GetRequiredService<AppDb>().Model, gone).Count());
    }

    [Fact]
    public void The_rule_rejects_a_table_that_nobody_has_named() => Assert.Equal(
        ["Person"], Unsaid([typeof(Person), typeof(Member)], [new Forgotten(typeof(Member), Fate.Stays, "What", "Why")]));

    private static IEnumerable<string> Unsaid(IEnumerable<Type> own, IReadOnlyCollection<Forgotten> said) =>
        own.Except(said.Select(s => s.Entity)).Select(e => e.Name);
}
