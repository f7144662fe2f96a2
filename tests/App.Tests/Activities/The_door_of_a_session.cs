using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Activities;

/// <summary>The link of a session is given out at its door alone: to who has a seat, from shortly before the start until the end.</summary>
public class The_door_of_a_session(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Leads_on_only_who_may_and_only_in_time()
    {
        var hall = await Hall.OpenAsync(app);
        var session = await hall.PublicAsync(hours: 2, seats: 1, access: "premium");
        await hall.BuysPremiumAsync("Ada");
        await hall.BuysPremiumAsync("Bo");
        await hall.ComeAsync(await hall.GuestAsync("Ada"), session);
        var (ada, bo, lin) = (await hall.SignedInAsync("Ada"), await hall.SignedInAsync("Bo"), await hall.SignedInAsync("Lin"));
        var door = $"{hall.Path}/sessions/{session}/join";

        Assert.Contains("/sign-in", (await app.Visitor().GetAsync(door)).Location);
        (await ada.GetAsync(door)).ShouldBe(HttpStatusCode.Conflict);
        Assert.Equal(Hall.Room, (await (await hall.SignedInAsync("owner")).GetAsync(door)).Header("Location"));
        app.Clock.Advance(TimeSpan.FromMinutes(120 - 15));

        var led = await ada.GetAsync(door);
        Assert.Equal((Hall.Room, "no-referrer"), (led.Header("Location"), led.Header("Referrer-Policy")));
        Assert.Contains("no-store", led.Header("Cache-Control"));
        (await bo.GetAsync(door)).ShouldBe(HttpStatusCode.Forbidden);
        (await lin.GetAsync(door)).ShouldBe(HttpStatusCode.Forbidden);
        await ada.GetAsync(door);
        await app.SettleAsync();
        Assert.Equal(2, await hall.CountAsync("session_joined"));
        var guest = (await hall.Host.GetAsync($"{hall.Api}/sessions/{session}/attendees?state=was")).Json.GetProperty("items")[0];
        Assert.Equal(("Ada", 2), (guest.GetProperty("name").GetString(), guest.GetProperty("times").GetInt32()));

        app.Clock.Advance(TimeSpan.FromMinutes(76));
        (await ada.GetAsync(door)).ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Closes_at_once_to_who_loses_the_right()
    {
        var hall = await Hall.OpenAsync(app);
        var session = await hall.PublicAsync(hours: 0.2, access: "premium");
        var order = await hall.BuysPremiumAsync("Ada");
        await hall.ComeAsync(await hall.GuestAsync("Ada"), session);
        var ada = await hall.SignedInAsync("Ada");
        var door = $"{hall.Path}/sessions/{session}/join";
        Assert.Equal(Hall.Room, (await ada.GetAsync(door)).Header("Location"));

        await hall.WriteAsync(g => g.RevokeAsync(hall.Id, order, "The order was refunded.", new("refund", order.Id), null, app.Clock.Now));

        (await ada.GetAsync(door)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Its_link_stands_nowhere_else()
    {
        var hall = await Hall.OpenAsync(app);
        var session = await hall.PublicAsync(hours: 26);
        await hall.ComeAsync(await hall.GuestAsync("Ada"), session);
        var (ada, owner) = (await hall.SignedInAsync("Ada"), await hall.SignedInAsync("owner"));
        await ada.PressAsync(await ada.GetAsync("/account/live-sessions"), "/account/live-sessions/calendar");
        app.Clock.Advance(TimeSpan.FromHours(2.1));
        await app.SettleAsync();
        app.Clock.Advance(TimeSpan.FromHours(23.8));
        await app.SettleAsync();
        var feed = (await ada.GetAsync("/account/live-sessions")).Document.QuerySelector("#calendar-address")!.GetAttribute("value")!;

        foreach (var client in new[] { app.Visitor(), ada, owner, hall.Host, await hall.GuestAsync("Ada") })
            foreach (var path in new[]
            {
                hall.Path, $"{hall.Path}/s/evenings", $"{hall.Path}/sessions/{session}", $"{hall.Path}/search?q=questions", "/notifications",
                $"{hall.Path}/manage/sessions", $"{hall.Path}/manage/sessions/{session}", $"{hall.Path}/manage/sessions/{session}/guests",
                $"{hall.Path}/manage/sessions/{session}/guests.csv", $"{hall.Path}/manage/sessions/{session}/replay", $"{hall.Path}/s/evenings/feed.atom",
                "/account/live-sessions", new Uri(feed).PathAndQuery, $"{hall.Api}/sessions", $"{hall.Api}/sessions/{session}",
                $"{hall.Api}/sessions/{session}/calendar.ics", $"{hall.Api}/sessions/{session}/attendees", "/api/me/data",
            })
                Assert.DoesNotContain("4711", (await client.GetAsync(path)).Text);
        var told = await hall.InAsync<AppDb, List<string>>(db => db.Activities.Select(a => a.Payload).ToListAsync());
        Assert.DoesNotContain(told, data => data.Contains("4711", StringComparison.Ordinal));
        Assert.Equal(2, await hall.CountAsync("session_due"));
    }

    [Fact]
    public async Task Those_who_come_are_reminded_once_and_anew_when_it_moves()
    {
        var hall = await Hall.OpenAsync(app);
        var session = await hall.PublicAsync(hours: 30);
        await hall.ComeAsync(await hall.GuestAsync("Ada"), session);
        var ada = (await hall.SignedInAsync("Ada")).Speaking("en");
        async Task<string> ToldAsync() => (await ada.GetAsync("/notifications")).TextOf("main");
        static int Times(string text, string words) => text.Split(words).Length - 1;

        app.Clock.Advance(TimeSpan.FromHours(6.1));
        await app.SettleAsync();
        await app.SettleAsync();
        Assert.Equal((1, 0), (Times(await ToldAsync(), "“Questions” begins on"), Times(await ToldAsync(), "begins soon")));

        (await hall.Host.PatchAsync($"{hall.Api}/sessions/{session}", new { starts = hall.In(50) })).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();
        Assert.Equal(1, Times(await ToldAsync(), "was moved and begins on"));
        app.Clock.Advance(TimeSpan.FromHours(24));
        await app.SettleAsync();
        Assert.Equal((1, 0), (Times(await ToldAsync(), "“Questions” begins on"), Times(await ToldAsync(), "begins soon")));
        app.Clock.Advance(TimeSpan.FromHours(2.1));
        await app.SettleAsync();
        Assert.Equal((2, 0), (Times(await ToldAsync(), "“Questions” begins on"), Times(await ToldAsync(), "begins soon")));
        app.Clock.Advance(TimeSpan.FromHours(23.8));
        await app.SettleAsync();

        Assert.Equal((2, 1), (Times(await ToldAsync(), "“Questions” begins on"), Times(await ToldAsync(), "begins soon")));
        Assert.Contains("“Questions”", (await (await hall.SignedInAsync("owner")).Speaking("en").GetAsync("/notifications")).TextOf("main"));
    }

    [Fact]
    public async Task A_calendar_program_reads_what_one_comes_to_at_an_address_that_can_be_renewed()
    {
        var hall = await Hall.OpenAsync(app);
        var session = await hall.PublicAsync("Questions; answers, and \\ more of a title that is longer than seventy-five octets: 问题与回答");
        var (ada, program) = (await hall.SignedInAsync("Ada"), await hall.GuestAsync("Ada"));
        async Task<string> AddressAsync() =>
            new Uri((await ada.GetAsync("/account/live-sessions")).Document.QuerySelector("#calendar-address")!.GetAttribute("value")!).PathAndQuery;
        await ada.PressAsync(await ada.GetAsync("/account/live-sessions"), "/account/live-sessions/calendar");
        var first = await AddressAsync();
        Assert.DoesNotContain("VEVENT", (await app.Visitor().GetAsync(first)).ShouldBe(HttpStatusCode.OK).Text);

        await hall.ComeAsync(program, session);
        var read = (await app.Visitor().GetAsync(first)).ShouldBe(HttpStatusCode.OK);

        Assert.All(read.Text.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.DoesNotContain('\n', read.Text.Replace("\r\n", ""));
        Assert.Contains("SUMMARY:Questions\\; answers\\, and \\\\ more", read.Text.Replace("\r\n ", ""));
        var starts = (await hall.SessionOfAsync(program, session)).GetProperty("startsAt").GetDateTime();
        Assert.Contains($"DTSTART:{starts:yyyyMMdd'T'HHmmss'Z'}", read.Text);
        Assert.StartsWith("text/calendar", read.Header("Content-Type"));
        await ada.PressAsync(await ada.GetAsync("/account/live-sessions"), "/account/live-sessions/calendar");
        (await app.Visitor().GetAsync(first)).ShouldBe(HttpStatusCode.NotFound);
        Assert.Contains("VEVENT", (await app.Visitor().GetAsync(await AddressAsync())).Text);
    }
}
