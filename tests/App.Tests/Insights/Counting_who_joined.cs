using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Insights;

public class Counting_who_joined(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Counts_members_and_not_who_let_them_in()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.PersonAsync("root", ownsInstallation: true);
        var program = await academy.ProgramAsync("root", "members:write", "insights:read");
        foreach (var name in new[] { "Lin", "Wang", "Chen" })
            await GiveAsync(program, academy, await academy.PersonAsync(name));

        Assert.Equal((0, 3), await LastDaysAsync(program, academy));

        app.Clock.Advance(TimeSpan.FromDays(1));
        // A second tier is no second joining.
        (await program.PostAsync($"{academy.Api}/members/{academy.IdOf("Lin")}/gifts", new { tierId = academy.Partner.TierId })).ShouldBe(HttpStatusCode.Created);
        await GiveAsync(program, academy, await academy.PersonAsync("Zhao"));
        Assert.Equal((3, 1), await LastDaysAsync(program, academy));
    }

    [Fact]
    public async Task Counts_the_rows_of_the_first_version_too()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.PersonAsync("root", ownsInstallation: true);
        var program = await academy.ProgramAsync("root", "members:write", "insights:read");
        var (lin, wang) = (await academy.PersonAsync("Lin"), await academy.PersonAsync("Wang"));
        await TellAsync(academy, lin);
        app.Clock.Advance(TimeSpan.FromDays(40));

        await TellAsync(academy, wang);
        await GiveAsync(program, academy, lin);
        await GiveAsync(program, academy, wang);

        Assert.Equal((0, 1), await LastDaysAsync(program, academy));
    }

    private static async Task GiveAsync(Client program, Academy academy, long member) =>
        (await program.PostAsync($"{academy.Api}/members/{member}/gifts", new { tierId = academy.Premium.TierId })).ShouldBe(HttpStatusCode.Created);

    private static async Task<(int Yesterday, int Today)> LastDaysAsync(Client program, Academy academy)
    {
        var days = (await program.GetAsync($"{academy.Api}/insights")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("figures").GetProperty("joined");
        var members = days.EnumerateArray().Select(d => d.GetProperty("members").GetInt32()).ToList();
        return (members[^2], members[^1]);
    }

    /// <summary>As it was written before it named the member as its subject.</summary>
    private static Task TellAsync(Academy academy, long member) => academy.InAsync<AppDb>(db =>
    {
        var (community, tier, at) = (academy.Id, academy.Premium.TierId, academy.Now);
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO activities (community_id, actor_id, kind, subject_kind, subject_id, at, payload)
                VALUES ({community}, {member}, 'memberships.membership_granted', 'tier', {tier}, {at}, '')
            """);
    });
}
