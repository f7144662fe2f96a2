using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Work;

namespace Guildhall.App.Tests.Work;

/// <summary>What fails, and the operator who looks after it.</summary>
public class Failing_work(WorkApp app) : IClassFixture<WorkApp>
{
    [Fact]
    public async Task Is_tried_again_after_growing_waits_and_then_given_up()
    {
        app.Shop.Deeds["bad"] = (_, _) => throw new InvalidOperationException("Not today.");
        await app.EnqueueAsync("bad", "bad");

        await app.SettleAsync();
        for (var failure = 1; failure < DoChores.Options.MaxAttempts; failure++)
        {
            var item = (await app.ItemAsync("bad"))!;
            Assert.Equal((failure, app.Clock.Now + Backoff.After(failure)), (item.Attempts, item.DueAt));
            app.Clock.Advance(Backoff.After(failure));
            await app.SettleAsync();
        }

        var dead = (await app.ItemAsync("bad"))!;
        Assert.Equal((true, 3, "InvalidOperationException: Not today."), (dead.IsDead, dead.Attempts, dead.Error));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.SettleAsync();
        Assert.Equal(3, (await app.ItemAsync("bad"))!.Attempts);
    }

    [Fact]
    public async Task Says_itself_when_to_try_again_or_that_it_is_no_use()
    {
        var retry = app.Clock.Now.AddHours(5);
        app.Shop.Deeds["busy"] = (_, _) => throw new WorkFailure("busy", retryAt: retry);
        app.Shop.Deeds["useless"] = (_, _) => throw new WorkFailure("useless", final: true);
        await app.EnqueueAsync("busy", "busy");
        await app.EnqueueAsync("useless", "useless");

        await app.SettleAsync();

        var (busy, useless) = ((await app.ItemAsync("busy"))!, (await app.ItemAsync("useless"))!);
        Assert.Equal((retry, 1, "busy"), (busy.DueAt, busy.Attempts, busy.Error));
        Assert.Equal((true, 1, "useless"), (useless.IsDead, useless.Attempts, useless.Error));
    }

    [Fact]
    public async Task Is_shown_to_the_operator_who_tries_again_or_drops_it()
    {
        var owner = await app.SignInAsync(await app.MemberAsync(owner: true));
        await DieAsync("mended", "gone");
        var later = app.Clock.Now.AddDays(1);
        await app.EnqueueAsync("in time", "in time", later);

        var page = (await owner.GetAsync("/operate/work")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("given_up_for_now", RowOf(page, "mended").TextContent, StringComparison.Ordinal);
        Assert.Contains("Failed", RowOf(page, "mended").TextContent, StringComparison.Ordinal);
        Assert.Contains("Waiting", RowOf(page, "in time").TextContent, StringComparison.Ordinal);
        var dead = (await owner.GetAsync("/operate/work?kind=App.Tests.Chore&state=dead")).ShouldBe(HttpStatusCode.OK);
        Assert.DoesNotContain(dead.Document.QuerySelectorAll("tr"), r => r.TextContent.Contains("in time", StringComparison.Ordinal));

        app.Shop.Deeds.TryRemove("mended", out _);
        var (mended, gone) = ((await app.ItemAsync("mended"))!.Id, (await app.ItemAsync("gone"))!.Id);
        var query = "?kind=App.Tests.Chore&state=dead";
        var back = await owner.PressAsync(dead, $"/operate/work/items/{mended}/retry{query}");
        Assert.Equal($"/operate/work{query}", back.ShouldBe(HttpStatusCode.SeeOther).Location);
        (await owner.PressAsync(dead, $"/operate/work/items/{gone}/removal{query}")).ShouldBe(HttpStatusCode.SeeOther);
        await app.SettleAsync();

        Assert.Equal(["mended"], app.Shop.DoneOf("mended"));
        Assert.Null(await app.ItemAsync("gone"));
        Assert.Equal(later, (await app.ItemAsync("in time"))!.DueAt);
        (await owner.PressAsync(dead, $"/operate/work/items/{gone}/removal{query}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task All_of_a_kind_is_tried_again_at_once()
    {
        var owner = await app.SignInAsync(await app.MemberAsync(owner: true));
        await DieAsync("all 1", "all 2");
        var page = (await owner.GetAsync("/operate/work")).ShouldBe(HttpStatusCode.OK);
        app.Shop.Deeds.TryRemove("all 1", out _);
        app.Shop.Deeds.TryRemove("all 2", out _);

        (await owner.PressAsync(page, "/operate/work/kinds/App.Tests.Chore/retry")).ShouldBe(HttpStatusCode.SeeOther);
        await app.SettleAsync();

        Assert.Equal(["all 1", "all 2"], app.Shop.DoneOf("all").Order());
    }

    [Fact]
    public async Task Programs_do_the_same()
    {
        using var program = await app.TokenAsync(await app.MemberAsync(owner: true), "operate");
        await DieAsync("api");
        var id = (await app.ItemAsync("api"))!.Id;
        await app.EnqueueAsync("api later", "api later", app.Clock.Now.AddDays(1));
        var waiting = (await app.ItemAsync("api later"))!.Id;

        var kind = (await program.GetAsync("/api/work")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("kinds").EnumerateArray()
            .Single(k => k.GetProperty("kind").GetString() == "App.Tests.Chore");
        var items = (await program.GetAsync("/api/work/items?kind=App.Tests.Chore&state=dead")).ShouldBe(HttpStatusCode.OK).Json
            .GetProperty("items").EnumerateArray().ToList();

        Assert.True(kind.GetProperty("dead").GetInt32() >= 1);
        Assert.Equal("given_up_for_now", items.Single(i => i.GetProperty("id").GetInt64() == id).GetProperty("error").GetString());
        Assert.All(items, i => Assert.Equal("dead", i.GetProperty("state").GetString()));
        (await program.GetAsync("/api/work/items?state=lost")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "word_unknown");
        (await program.DeleteAsync($"/api/work/items/{waiting}")).ShouldBeRefused(HttpStatusCode.Conflict, "work_not_dead");
        (await program.DeleteAsync("/api/work/items/987654321")).ShouldBe(HttpStatusCode.NotFound);
        (await program.PostAsync($"/api/work/items/{id}/retry", new { })).ShouldBe(HttpStatusCode.Accepted);
        Assert.Equal(0, (await app.ItemAsync("api"))!.Attempts);
        (await program.PostAsync($"/api/work/items/{waiting}/retry", new { })).ShouldBe(HttpStatusCode.Accepted);
        await app.SettleAsync();
        Assert.Equal(["api later"], app.Shop.DoneOf("api"));
        (await program.PostAsync("/api/work/kinds/App.Tests.Chore/retry", new { })).ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Nobody_else_sees_it_or_touches_it()
    {
        await DieAsync("private");
        var id = (await app.ItemAsync("private"))!.Id;
        var member = await app.SignInAsync(await app.MemberAsync());
        using var program = await app.TokenAsync(await app.MemberAsync(owner: true), "communities:read");

        (await member.GetAsync("/operate/work")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync("/operate/work")).ShouldBe(HttpStatusCode.Found);
        (await program.GetAsync("/api/work")).ShouldBe(HttpStatusCode.Forbidden);
        (await program.DeleteAsync($"/api/work/items/{id}")).ShouldBe(HttpStatusCode.Forbidden);

        Assert.NotNull(await app.ItemAsync("private"));
    }

    private async Task DieAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            app.Shop.Deeds[key] = (_, _) => throw new WorkFailure("given_up_for_now", final: true);
            await app.EnqueueAsync(key, key);
        }
        await app.SettleAsync();
    }

    private static AngleSharp.Dom.IElement RowOf(Answer page, string key) =>
        page.Document.QuerySelectorAll("tr").Single(r => r.QuerySelector("td .muted")?.TextContent == key);
}
