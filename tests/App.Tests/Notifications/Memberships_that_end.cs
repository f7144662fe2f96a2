using System.Globalization;
using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Memberships;
using Guildhall.Notifications.Telling;

namespace Guildhall.App.Tests.Notifications;

public class Memberships_that_end(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Their_members_are_told_once_a_week_ahead_on_the_communitys_calendar()
    {
        var (academy, other) = (await Academy.OpenAsync(app), await Academy.OpenAsync(app));
        // 16:30 UTC is the next day in Shanghai.
        var until = app.Clock.Now.Date.AddDays(6).AddHours(16.5);
        await academy.BuysAsync("ending", academy.Premium, academy.Now, until);
        await academy.BuysAsync("lasting", academy.Premium, academy.Now, until.AddDays(3));
        await academy.BuysAsync("prolonged", academy.Premium, academy.Now, until);
        await academy.BuysAsync("prolonged", academy.Premium, until, until.AddMonths(1));
        await other.BuysAsync("elsewhere", other.Premium, other.Now, until);

        await app.RunJobAsync<RemindOfEndingMemberships>();
        await app.RunJobAsync<RemindOfEndingMemberships>();

        var told = Assert.Single(await ListAsync(academy, "ending"));
        Assert.Contains(until.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), told, StringComparison.Ordinal);
        Assert.Empty(await ListAsync(academy, "lasting"));
        Assert.Empty(await ListAsync(academy, "prolonged"));
        Assert.Single(await ListAsync(other, "elsewhere"));
    }

    private static async Task<IReadOnlyList<string>> ListAsync(Academy academy, string name)
    {
        var browser = await academy.SignedInAsync(name);
        return [.. (await browser.GetAsync("/notifications")).ShouldBe(HttpStatusCode.OK).Document.QuerySelectorAll(".notice").Select(n => n.TextContent)];
    }
}
