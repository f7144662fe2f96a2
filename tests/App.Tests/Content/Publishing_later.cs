using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Content;

public class Publishing_later(Publishing_later.OwnClock app) : IClassFixture<Publishing_later.OwnClock>
{
    /// <summary>Its clock is moved by days.</summary>
    public sealed class OwnClock : GuildhallApp;

    [Fact]
    public async Task Appears_at_nine_by_the_communitys_clock_and_not_before()
    {
        var library = await Library.OpenAsync(app);
        var (id, program) = await DraftAsync(library, "nine");
        (await PlanAsync(library, program, id, new { at = Local(1) })).ShouldBe(HttpStatusCode.NoContent);

        // Shanghai is eight hours ahead.
        var due = app.Clock.Now.Date.AddDays(1).AddHours(1);
        app.Clock.Advance(due - app.Clock.Now - TimeSpan.FromSeconds(1));
        await app.SettleAsync();
        (await app.Visitor().GetAsync($"{library.Path}/articles/nine")).ShouldBe(HttpStatusCode.NotFound);
        Assert.Contains("Scheduled", (await (await library.SignedInAsync("owner")).GetAsync($"{library.Path}/manage/articles?state=scheduled")).Text, StringComparison.Ordinal);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.SettleAsync();

        (await app.Visitor().GetAsync($"{library.Path}/articles/nine")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_plan_that_was_moved_or_taken_back_publishes_nothing_at_the_old_time()
    {
        var library = await Library.OpenAsync(app);
        var (moved, program) = await DraftAsync(library, "moved");
        var (cancelled, _) = await DraftAsync(library, "cancelled");
        foreach (var id in new[] { moved, cancelled })
            (await PlanAsync(library, program, id, new { at = Local(1) })).ShouldBe(HttpStatusCode.NoContent);
        (await PlanAsync(library, program, moved, new { at = Local(3) })).ShouldBe(HttpStatusCode.NoContent);
        (await program.DeleteAsync($"{library.Api}/articles/{cancelled}/publication")).ShouldBe(HttpStatusCode.NoContent);

        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.SettleAsync();

        (await app.Visitor().GetAsync($"{library.Path}/articles/moved")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync($"{library.Path}/articles/cancelled")).ShouldBe(HttpStatusCode.NotFound);
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.SettleAsync();
        (await app.Visitor().GetAsync($"{library.Path}/articles/moved")).ShouldBe(HttpStatusCode.OK);
        (await app.Visitor().GetAsync($"{library.Path}/articles/cancelled")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_a_day_publishes_when_it_shows_the_time()
    {
        var library = await Library.OpenAsync(app);
        var (id, program) = await DraftAsync(library, "back");
        (await PlanAsync(library, program, id, new { at = Local(1) })).ShouldBe(HttpStatusCode.NoContent);
        var due = app.Clock.Now.Date.AddDays(1).AddHours(1);

        app.Clock.Advance(TimeSpan.FromDays(-1));
        await app.SettleAsync();
        app.Clock.Advance(due - app.Clock.Now - TimeSpan.FromSeconds(1));
        await app.SettleAsync();
        (await app.Visitor().GetAsync($"{library.Path}/articles/back")).ShouldBe(HttpStatusCode.NotFound);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.SettleAsync();

        (await app.Visitor().GetAsync($"{library.Path}/articles/back")).ShouldBe(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromDays(-1));
        (await app.Visitor().GetAsync($"{library.Path}/articles/back")).ShouldBe(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task What_was_emptied_meanwhile_stays_a_draft_and_its_people_are_told()
    {
        var library = await Library.OpenAsync(app);
        var (id, program) = await DraftAsync(library, "emptied");
        (await PlanAsync(library, program, id, new { at = Local(1) })).ShouldBe(HttpStatusCode.NoContent);
        var page = await (await library.SignedInAsync("owner")).SubmitAsync(
            $"{library.Path}/manage/articles/{id}", ("markdown", " \n"), ("do", "save"));
        page.ShouldRedirect();

        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.SettleAsync();

        (await app.Visitor().GetAsync($"{library.Path}/articles/emptied")).ShouldBe(HttpStatusCode.NotFound);
        var owner = (await library.SignedInAsync("owner")).Speaking("en");
        Assert.Contains("“emptied” was not published as planned: it has no text", (await owner.GetAsync("/notifications")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("emptied", (await owner.GetAsync($"{library.Path}/manage/articles?state=scheduled")).TextOf("main"), StringComparison.Ordinal);
    }

    [Theory]
    // On 28 March 2027 Berlin goes from 2:00 to 3:00, on 14 March New York does.
    [InlineData("2027-03-28T02:30", "Europe/Berlin", "2027-03-28 03:00")]
    [InlineData("2027-03-14T02:00", "America/New_York", "2027-03-14 03:00")]
    public async Task A_time_that_the_clock_skips_is_refused_with_the_next_one(string at, string zone, string next)
    {
        var library = await Library.OpenAsync(app);
        var (id, program) = await DraftAsync(library, "skipped");

        var refused = await PlanAsync(library, program, id, new { at, zone });
        refused.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "time_skipped");
        Assert.Contains($"Choose {next} or later", refused.Text, StringComparison.Ordinal);
        (await PlanAsync(library, program, id, new { at = next.Replace(' ', 'T'), zone })).ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("2020-01-01T09:00", null, "time_past")]
    [InlineData("tomorrow", null, "time_invalid")]
    [InlineData("2999-01-01T09:00", "Mars/Olympus", "time_zone_unknown")]
    public async Task Is_refused_at_its_field(string at, string? zone, string code)
    {
        var library = await Library.OpenAsync(app);
        var (id, program) = await DraftAsync(library, "refused");

        (await PlanAsync(library, program, id, new { at, zone })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task The_page_plans_and_keeps_what_was_typed_when_it_cannot()
    {
        var library = await Library.OpenAsync(app);
        var (id, _) = await DraftAsync(library, "planned");
        var owner = await library.SignedInAsync("owner");
        var page = $"{library.Path}/manage/articles/{id}/schedule";

        var refused = (await owner.SubmitAsync(page, ("at", "2020-01-01T09:00"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("2020-01-01T09:00", refused.Document.QuerySelector("input[name=at]")!.GetAttribute("value"));
        (await owner.SubmitAsync(page, ("at", Local(1)))).ShouldRedirect();

        Assert.Contains("Scheduled", (await owner.GetAsync(page)).Text, StringComparison.Ordinal);
    }

    private string Local(int days) =>
        app.Clock.Now.Date.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) + "T09:00";

    private static async Task<(long Id, Client Program)> DraftAsync(Library library, string slug) =>
        (await library.PublishesAsync(slug, "Words.", slug: slug, published: false),
            await library.ProgramAsync("owner", "articles:write", "articles:read"));

    private static Task<Answer> PlanAsync(Library library, Client program, long id, object wanted) => program.SendAsync(
        new HttpRequestMessage(HttpMethod.Put, $"{library.Api}/articles/{id}/publication") { Content = JsonContent.Create(wanted) });
}
