using System.Net;
using Guildhall.Accounts.Sessions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Accounts;

public class Sessions_of_a_member(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Are_listed_with_this_device_on_top()
    {
        var li = await app.MemberAsync();
        using var phone = app.Visitor();
        phone.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1");
        await phone.SubmitAsync("/sign-in", ("email", li.Email), ("password", Person.Password));
        using var browser = await app.SignInAsync(li);

        var rows = (await browser.GetAsync("/account/sessions")).Document.QuerySelectorAll(".entry").Select(r => r.TextContent).ToList();

        Assert.Equal(2, rows.Count);
        Assert.Contains("This device", rows[0]);
        Assert.Contains("Safari · iPhone", rows[1]);
        Assert.Contains("localhost", rows[1]);
    }

    [Fact]
    public async Task End_one_by_one_at_once()
    {
        var li = await app.MemberAsync();
        using var lost = await app.SignInAsync(li);
        (await lost.GetAsync("/account")).ShouldBe(HttpStatusCode.OK);
        using var browser = await app.SignInAsync(li);
        var page = await browser.GetAsync("/account/sessions");
        var other = page.Document.QuerySelectorAll("button[name=session]").Last().GetAttribute("value")!;

        (await browser.SubmitAsync(page, ("session", other))).ShouldBe(HttpStatusCode.SeeOther);

        Assert.Equal(HttpStatusCode.Found, (await lost.GetAsync("/account")).Status);
        (await browser.GetAsync("/account")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task End_all_but_this_one()
    {
        var li = await app.MemberAsync();
        using var lost = await app.SignInAsync(li);
        using var stolen = await app.SignInAsync(li);
        using var browser = await app.SignInAsync(li);
        var page = await browser.GetAsync("/account/sessions");
        var form = page.Document.Forms.Single(f => f.QuerySelector("[name=_handler][value=end-others]") is not null);

        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/account/sessions")
        {
            Content = new FormUrlEncodedContent(form.QuerySelectorAll("input")
                .Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")))),
        });

        Assert.Equal(HttpStatusCode.Found, (await lost.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.Found, (await stolen.GetAsync("/account")).Status);
        (await browser.GetAsync("/account")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_others_cannot_be_ended()
    {
        using var browser = await app.SignInAsync(await app.MemberAsync());
        using var mallory = await app.SignInAsync(await app.MemberAsync("Mallory"));
        var id = (await browser.GetAsync("/api/me/sessions")).Json[0].GetProperty("id").GetInt64();

        var answer = await mallory.DeleteAsync($"/api/me/sessions/{id}");

        answer.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync("/account")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ended_on_another_node_are_out_within_five_seconds()
    {
        var li = await app.MemberAsync();
        using var browser = await app.SignInAsync(li);
        (await browser.GetAsync("/account")).ShouldBe(HttpStatusCode.OK);
        await app.WithAsync<AppDb>(db => db.Set<Session>().Where(s => s.MemberId == li.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, app.Clock.Now)));

        app.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Last_thirty_days_after_their_last_use()
    {
        using var browser = await app.SignInAsync(await app.MemberAsync());
        app.Clock.Advance(TimeSpan.FromDays(29));
        (await browser.GetAsync("/account")).ShouldBe(HttpStatusCode.OK);
        await app.Services.GetRequiredService<Sightings>().WriteAsync(TestContext.Current.CancellationToken);

        app.Clock.Advance(TimeSpan.FromDays(29));
        var used = await browser.GetAsync("/account");
        app.Clock.Advance(TimeSpan.FromDays(31));
        var unused = await browser.GetAsync("/account");

        used.ShouldBe(HttpStatusCode.OK);
        unused.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Keep_no_key_that_would_open_them()
    {
        var li = await app.MemberAsync();
        using var browser = app.Visitor();
        var answer = await browser.SubmitAsync("/sign-in", ("email", li.Email), ("password", Person.Password));
        var key = answer.Response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-guildhall=", StringComparison.Ordinal)).Split('=', ';')[1];

        var stored = await app.WithAsync<AppDb, string>(db => db.Set<Session>().Where(s => s.MemberId == li.Id).Select(s => s.KeyHash)
            .SingleAsync());

        Assert.NotEqual(key, stored);
        Assert.True(key.Length >= 43);
    }

    [Fact]
    public async Task End_by_signing_out()
    {
        using var browser = await app.SignInAsync(await app.MemberAsync());
        var page = await browser.GetAsync("/account");

        var answer = await browser.PressAsync(page, "/sign-out");

        Assert.Equal("/", answer.Location);
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/account")).Status);
    }
}
