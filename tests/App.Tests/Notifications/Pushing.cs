using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Integrations;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Guildhall.Notifications.Push;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Notifications;

/// <summary>Web Push from the subscription to the words that the browser shows, with the browser's own steps in between.</summary>
public class Pushing(NotifiedApp app) : IClassFixture<NotifiedApp>
{
    [Fact]
    public async Task A_browser_can_open_what_it_is_sent_and_its_service_knows_who_sends()
    {
        await using var service = await Receiver.StartAsync();
        service.Answers = Receiver.Status(201);
        using var browser = new PushedBrowser();
        var (library, reader) = await FollowerAsync("zh");
        var program = await app.TokenAsync(reader, "account:read", "account:write");
        var key = (await program.GetAsync("/api/me/push/key")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("key").GetString()!;
        (await browser.SubscribeAsync(program, service.Url)).ShouldBe(HttpStatusCode.NoContent);

        await library.PublishesAsync("Locks 与 <latches>", "Words.", slug: "locks");

        var push = Assert.Single(service.Got);
        var message = browser.Open(push);
        Assert.Equal($"{library.Space("announcements").Name} 有新文章：Locks 与 <latches>", message.GetProperty("text").GetString());
        var token = PushedBrowser.CheckToken(push, key);
        // The library leaves the port out; the push services of browsers have none.
        Assert.Equal("http://127.0.0.1", token.GetProperty("aud").GetString());
        Assert.Equal("https://guild.example", token.GetProperty("sub").GetString());
        Assert.Equal("43200", push.Headers["ttl"]);
        var opened = await (await app.SignInAsync(reader)).GetAsync(message.GetProperty("url").GetString()!);
        opened.ShouldLeadTo($"{library.Path}/articles/locks");
    }

    [Fact]
    public async Task The_token_ends_within_a_day_of_the_clock_that_push_services_go_by()
    {
        await using var service = await Receiver.StartAsync();
        using var browser = new PushedBrowser();
        var (library, reader) = await FollowerAsync("en");
        var program = await app.TokenAsync(reader, "account:read", "account:write");
        var key = (await program.GetAsync("/api/me/push/key")).Json.GetProperty("key").GetString()!;
        await browser.SubscribeAsync(program, service.Url);

        await library.PublishesAsync("One", "Words.");

        var ends = DateTimeOffset.FromUnixTimeSeconds(PushedBrowser.CheckToken(Assert.Single(service.Got), key).GetProperty("exp").GetInt64());
        // The library takes the machine's clock; in a running program both are one.
        Assert.InRange(ends - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));
    }

    [Fact]
    public async Task A_browser_that_has_unsubscribed_is_forgotten()
    {
        await using var service = await Receiver.StartAsync();
        service.Answers = Receiver.Status(410);
        using var browser = new PushedBrowser();
        var (library, reader) = await FollowerAsync("en");
        await browser.SubscribeAsync(await app.TokenAsync(reader, "account:write"), service.Url);

        await library.PublishesAsync("One", "Words.");
        await library.PublishesAsync("Two", "Words.");

        Assert.Single(service.Got);
        Assert.False(await app.WithAsync<AppDb, bool>(db => db.Set<PushSubscription>().AnyAsync(s => s.MemberId == reader.Id)));
    }

    [Fact]
    public async Task A_browser_whose_member_has_signed_out_gets_nothing_more()
    {
        await using var service = await Receiver.StartAsync();
        service.Answers = Receiver.Status(201);
        using var signedOut = new PushedBrowser();
        using var other = new PushedBrowser();
        var (library, reader) = await FollowerAsync("en");
        var (here, there) = (await app.SignInAsync(reader), await app.SignInAsync(reader));
        (await signedOut.SubscribeAsync(here, service.Url + "/here")).ShouldBe(HttpStatusCode.NoContent);
        (await other.SubscribeAsync(there, service.Url + "/there")).ShouldBe(HttpStatusCode.NoContent);
        Assert.True(await IsOnAsync(here, service.Url + "/here"));

        (await here.PressAsync(await here.GetAsync("/account"), "/sign-out")).ShouldRedirect();
        await library.PublishesAsync("One", "Words.");

        Assert.EndsWith("there", Assert.Single(service.Got).Path);
        Assert.False(await IsOnAsync(there, service.Url + "/here"));
        Assert.True(await IsOnAsync(there, service.Url + "/there"));
        Assert.Equal(1, await app.WithAsync<AppDb, int>(db => db.Set<PushSubscription>().CountAsync(s => s.MemberId == reader.Id)));

        static async Task<bool> IsOnAsync(Client browser, string endpoint) =>
            (await browser.PostAsync("/api/me/push/standing", new { endpoint })).ShouldBe(HttpStatusCode.OK).Json.GetProperty("on").GetBoolean();
    }

    [Fact]
    public async Task What_was_withdrawn_while_the_service_was_out_is_not_pushed_when_it_is_back()
    {
        await using var service = await Receiver.StartAsync();
        service.Answers = Receiver.Status(503);
        using var browser = new PushedBrowser();
        var (library, reader) = await FollowerAsync("en");
        await browser.SubscribeAsync(await app.TokenAsync(reader, "account:write"), service.Url);
        var id = await library.PublishesAsync("Secret after all", "Words.");
        var tried = service.Got.Count;
        Assert.NotEqual(0, tried);

        await library.InAsync<WithdrawArticle>(async w => await w.RunAsync(id, await library.PersonAsync("owner")));
        service.Answers = Receiver.Status(201);
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.SettleAsync();

        Assert.Equal(tried, service.Got.Count);
    }

    [Fact]
    public async Task An_address_inside_is_never_asked()
    {
        using var browser = new PushedBrowser();
        var (library, reader) = await FollowerAsync("en");
        (await browser.SubscribeAsync(await app.TokenAsync(reader, "account:write"), "https://169.254.169.254/push")).ShouldBe(HttpStatusCode.NoContent);

        await library.PublishesAsync("One", "Words.");

        var kind = Kernel.Events.QualifiedName.Of(typeof(SendPush));
        var dead = await app.WithAsync<AppDb, string>(db => db.Set<Kernel.Work.WorkItem>()
            .Where(w => w.Kind == kind && w.DueAt == null).OrderByDescending(w => w.Id).Select(w => w.Error).FirstAsync());
        Assert.Equal("address_forbidden", dead);
    }

    /// <summary>Somebody who follows the open column of a new library.</summary>
    private async Task<(Library, Person)> FollowerAsync(string language)
    {
        var library = await Library.OpenAsync(app);
        var reader = await app.MemberAsync("Reader", language: language);
        var (browser, space) = (await app.SignInAsync(reader), $"{library.Path}/s/announcements");
        (await browser.PressAsync(await browser.GetAsync(space), $"{space}/following", ("follow", "true"))).ShouldRedirect();
        return (library, reader);
    }
}
