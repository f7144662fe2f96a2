using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Activities;

/// <summary>Sessions are planned, published, listed by their time, joined by those who may, and called off.</summary>
public class Coming_to_a_session(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_draft_is_its_hosts_alone_and_a_public_one_everybodys()
    {
        var hall = await Hall.OpenAsync(app);
        var session = await hall.SessionAsync();
        var path = $"{hall.Path}/sessions/{session}";

        (await app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync($"{hall.Api}/sessions/{session}/calendar.ics")).ShouldBe(HttpStatusCode.NotFound);
        (await hall.ComeAsync(await hall.GuestAsync("Lin"), session)).ShouldBe(HttpStatusCode.NotFound);
        await hall.PublishAsync(session);

        Assert.Contains("Questions", (await app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.OK).TextOf("h1"));
        Assert.Contains("Questions", (await app.Visitor().GetAsync($"{hall.Path}/s/evenings")).TextOf("main"));
        Assert.Contains("Questions", (await app.Visitor().GetAsync($"{hall.Path}/search?q=questions")).TextOf("main"));
        Assert.Equal(1, await hall.CountAsync("session_published"));
    }

    [Fact]
    public async Task Only_those_come_whom_the_gate_lets()
    {
        var hall = await Hall.OpenAsync(app);
        var (open, premium) = (await hall.PublicAsync(), await hall.PublicAsync("Deep", access: "premium"));
        var (lin, ada) = (await hall.GuestAsync("Lin"), await hall.GuestAsync("Ada"));
        await hall.BuysPremiumAsync("Ada");

        Assert.Equal("taken", Hall.StateOf(await hall.ComeAsync(lin, open)));
        (await hall.ComeAsync(lin, premium)).ShouldBeRefused(HttpStatusCode.Forbidden, "session_closed");
        Assert.Equal("taken", Hall.StateOf(await hall.ComeAsync(ada, premium)));
        Assert.Equal("taken", Hall.StateOf(await hall.ComeAsync(ada, premium)));
        Assert.Equal(2, await hall.CountAsync("seat_taken"));
        (await app.Visitor().SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{hall.Api}/sessions/{open}/attendance/mine")))
            .ShouldBe(HttpStatusCode.Unauthorized);
        (await lin.PostAsync($"{hall.Api}/sessions", new { space = "evenings", title = "Mine" })).ShouldBe(HttpStatusCode.NotFound);
        (await lin.GetAsync($"{hall.Api}/sessions/{open}/attendees")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_series_is_a_week_apart_by_the_clock_on_the_wall_and_each_is_changed_by_itself()
    {
        var hall = await Hall.OpenAsync(app);
        var first = await hall.SessionAsync("Weekly", weeks: 3);
        await hall.PublishAsync(first, "?series=true");

        var all = (await hall.Host.GetAsync($"{hall.Api}/sessions")).Json.GetProperty("items").EnumerateArray().ToList();
        var times = all.ConvertAll(s => s.GetProperty("startsAt").GetDateTime());
        Assert.Equal(3, all.Count);
        Assert.Equal([TimeSpan.FromDays(7), TimeSpan.FromDays(7)], [times[1] - times[0], times[2] - times[1]]);
        var second = all[1].GetProperty("id").GetInt64();
        (await hall.Host.PatchAsync($"{hall.Api}/sessions/{second}", new { title = "Another subject" })).ShouldBe(HttpStatusCode.NoContent);

        Assert.Equal("Weekly", (await hall.SessionOfAsync(hall.Host, first)).GetProperty("title").GetString());
        Assert.Contains("Another subject", (await app.Visitor().GetAsync($"{hall.Path}/sessions/{first}")).TextOf("main"));
    }

    [Fact]
    public async Task What_cannot_stand_is_refused_at_its_field()
    {
        var hall = await Hall.OpenAsync(app);
        async Task RefusedAsync(object input, string code) =>
            (await hall.Host.PostAsync($"{hall.Api}/sessions", input)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);

        await RefusedAsync(new { space = "evenings" }, "title_missing");
        await RefusedAsync(new { space = "nowhere", title = "A" }, "space_unknown");
        await RefusedAsync(new { space = "evenings", title = "A", starts = "soon" }, "time_invalid");
        await RefusedAsync(new { space = "evenings", title = "A", starts = hall.In(9), zone = "Mars/Phobos" }, "time_zone_unknown");
        await RefusedAsync(new { space = "evenings", title = "A", starts = "2027-03-28T02:30", zone = "Europe/Berlin" }, "time_skipped");
        await RefusedAsync(new { space = "evenings", title = "A", starts = hall.In(9) }, "nowhere");
        await RefusedAsync(new { space = "evenings", title = "A", starts = hall.In(9), joinUrl = "javascript:alert(1)" }, "url_invalid");
        await RefusedAsync(new { space = "evenings", title = "A", starts = hall.In(9), place = "x", seats = -1 }, "number_out_of_range");
        await RefusedAsync(new { space = "evenings", title = "A", starts = hall.In(9), place = "x", access = "gold" }, "tier_unknown");
        await RefusedAsync(new { space = "evenings", title = "A", starts = hall.In(9), place = "x", weeks = 99 }, "number_out_of_range");
        await RefusedAsync(new { space = "evenings", title = "A", starts = hall.In(9), place = "x", hosts = new[] { "nobody@example.org" } }, "member_unknown");
    }

    [Fact]
    public async Task One_that_is_called_off_takes_nobody_and_says_why()
    {
        var hall = await Hall.OpenAsync(app);
        var session = await hall.PublicAsync();
        var lin = await hall.GuestAsync("Lin");
        await hall.ComeAsync(lin, session);

        (await Hall.PutAsync(hall.Host, $"{hall.Api}/sessions/{session}/cancellation", new { reason = "The speaker is ill." }))
            .ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        (await hall.ComeAsync(await hall.GuestAsync("Ada"), session)).ShouldBeRefused(HttpStatusCode.Conflict, "session_over");
        Assert.Contains("The speaker is ill.", (await app.Visitor().GetAsync($"{hall.Path}/sessions/{session}")).TextOf("main"));
        Assert.Contains("“Questions” doesn't take place",
            (await (await hall.SignedInAsync("Lin")).Speaking("en").GetAsync("/notifications")).TextOf("main"));
        Assert.Contains("STATUS:CANCELLED", (await app.Visitor().GetAsync($"{hall.Api}/sessions/{session}/calendar.ics")).Text);
        (await hall.Host.DeleteAsync($"{hall.Api}/sessions/{session}")).ShouldBeRefused(HttpStatusCode.Conflict, "session_public");
    }

    [Fact]
    public async Task By_the_pages_without_script_it_is_planned_published_and_joined()
    {
        var hall = await Hall.OpenAsync(app);
        var owner = (await hall.SignedInAsync("owner")).Speaking("en");

        var made = await owner.SubmitAsync($"{hall.Path}/manage/sessions/new?space=evenings", ("title", "By hand"), ("starts", hall.In(30)),
            ("joinUrl", Hall.Room), ("seats", "1"), ("access", "everyone"));
        var edit = await owner.FollowAsync(made.ShouldRedirect());
        Assert.DoesNotContain("4711", edit.Text);
        Assert.Contains("A link to meet.example.org is kept.", edit.TextOf("main"));
        var session = long.Parse(edit.Path.Split('?')[0].Split('/')[^1]);
        await hall.PublishAsync(session);
        var lin = (await hall.SignedInAsync("Lin")).Speaking("en");
        var path = $"{hall.Path}/sessions/{session}";
        var came = await lin.PressAsync(await lin.GetAsync(path), $"{path}/attendance");

        Assert.Contains("You come", (await lin.FollowAsync(came.ShouldRedirect())).TextOf("main"));
        Assert.Contains("By hand", (await lin.GetAsync("/account/live-sessions")).TextOf("main"));
        Assert.Contains("Lin", (await owner.GetAsync($"{hall.Path}/manage/sessions/{session}/guests")).TextOf("main"));
        Assert.Contains("Lin", (await owner.GetAsync($"{hall.Path}/manage/sessions/{session}/guests.csv")).Text);
        foreach (var page in new[] { "tickets", "replay", "cancellation" })
            (await owner.GetAsync($"{hall.Path}/manage/sessions/{session}/{page}")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("All seats are taken", (await app.Visitor().GetAsync(path)).TextOf("main"));
    }

    [Fact]
    public async Task Its_recording_and_notes_are_for_those_who_could_come()
    {
        var hall = await Hall.OpenAsync(app);
        var session = await hall.PublicAsync(hours: 2, access: "premium");
        await hall.BuysPremiumAsync("Ada");
        (await Hall.PutAsync(hall.Host, $"{hall.Api}/sessions/{session}/replay", new { recording = "https://v.example.org/hidden-film", notes = "x" }))
            .ShouldBeRefused(HttpStatusCode.Conflict, "session_not_begun");
        app.Clock.Advance(TimeSpan.FromHours(4));
        (await Hall.PutAsync(hall.Host, $"{hall.Api}/sessions/{session}/replay",
            new { recording = "https://v.example.org/hidden-film", notes = "What we **learnt** in secret." })).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();
        var (ada, lin) = (await hall.SignedInAsync("Ada"), await hall.SignedInAsync("Lin"));
        var path = $"{hall.Path}/sessions/{session}";

        Assert.Contains("learnt", (await ada.GetAsync(path)).TextOf("main"));
        Assert.Contains("hidden-film", (await ada.GetAsync(path + "/recording")).Header("Location"));
        Assert.DoesNotContain("learnt", (await lin.GetAsync(path)).Text);
        (await lin.GetAsync(path + "/recording")).ShouldBe(HttpStatusCode.Forbidden);
        Assert.DoesNotContain("learnt", (await (await hall.GuestAsync("Lin")).GetAsync($"{hall.Api}/sessions/{session}")).Text);
        foreach (var client in new[] { ada, lin, hall.Host })
            Assert.DoesNotContain("hidden-film", (await client.GetAsync(path)).Text + (await client.GetAsync($"{hall.Api}/sessions/{session}")).Text);
    }
}
