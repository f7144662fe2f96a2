using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Accounts;

public class Registering(GuildhallApp app) : IClassFixture<GuildhallApp>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await app.SetUpAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static readonly (string, object)[] Wang =
        [("name", "王小明"), ("email", "wang@example.org"), ("password", Person.Password), ("language", "zh"), ("timeZone", "Asia/Shanghai")];

    private static (string, object)[] Filled(string field, string value, string? email = null) =>
        [.. Wang.Where(f => f.Item1 != field && f.Item1 != "email"), ("email", email ?? "new@example.org"),
            .. field == "email" ? [] : new (string, object)[] { (field, value) }];

    [Fact]
    public async Task Makes_a_member_signs_them_in_and_leads_on()
    {
        using var browser = app.Visitor();

        var answer = await browser.SubmitAsync("/register?returnUrl=%2Faccount%2Fsettings", Wang);

        answer.ShouldBe(HttpStatusCode.SeeOther);
        Assert.Equal("/account/settings", answer.Location);
        var settings = await browser.FollowAsync(answer);
        Assert.Equal("王小明", settings.Document.QuerySelector("input[name=name]")!.GetAttribute("value"));
        Assert.Equal("zh-CN", settings.Document.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Is_told_to_other_modules()
    {
        using var browser = app.Visitor();

        await browser.SubmitAsync("/register", Filled("name", "Told", "told@example.org"));

        var told = await app.WithAsync<AppDb, bool>(db =>
            db.Activities.AnyAsync(a => a.Kind == "accounts.member_registered" && db.Members.Any(m => m.Name == "Told" && m.Id == a.SubjectId)));
        Assert.True(told);
    }

    [Theory]
    [InlineData("name", "", "Enter your name.")]
    [InlineData("name", "\u202Eevil", "This contains characters that can't be shown.")]
    [InlineData("name", "\u3164\u3164", "This contains characters that can't be shown.")]
    [InlineData("name", "\u2800", "This contains characters that can't be shown.")]
    [InlineData("name", "\u115F\uFFA0", "This contains characters that can't be shown.")]
    [InlineData("name", "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307", "This contains characters that can't be shown.")]
    [InlineData("name", "1234567890123456789012345678901234567890123456789012345678901", "Use at most 60 characters.")]
    [InlineData("password", "short", "Use at least 8 characters.")]
    [InlineData("password", "password1", "This is one of the first passwords attackers try. Choose a longer one, such as four unrelated words.")]
    [InlineData("language", "fr", "Choose one of the languages.")]
    public async Task Refuses_at_the_field_and_keeps_what_was_typed(string field, string value, string message)
    {
        using var browser = app.Visitor();

        var answer = await browser.SubmitAsync("/register", Filled(field, value));

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(message, answer.TextOf($"#field-{field}-error"));
        Assert.Equal("new@example.org", answer.Document.QuerySelector("input[name=email]")!.GetAttribute("value"));
        Assert.DoesNotContain(Person.Password, answer.Text);
    }

    [Theory]
    [InlineData("nobody"), InlineData("a b@example.org"), InlineData("a@b@example.org"), InlineData("<a@example.org>"), InlineData("\"a\r\nBcc: x\"@example.org")]
    public async Task Refuses_what_is_no_address(string email)
    {
        using var browser = app.Visitor();

        var answer = await browser.SubmitAsync("/register", Filled("email", "", email));

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("This is not an email address, such as name@example.org.", answer.TextOf("#field-email-error"));
    }

    [Fact]
    public async Task Refuses_an_address_that_is_taken_however_it_is_written()
    {
        var li = await app.MemberAsync();
        using var browser = app.Visitor();

        var answer = await browser.SubmitAsync("/register", Filled("email", "", li.Email.ToUpperInvariant()));

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("This email address can't be used for a new account. If it is yours, sign in.", answer.TextOf("#field-email-error"));
    }

    [Fact]
    public async Task Twice_at_once_makes_one_member()
    {
        var tries = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var browser = app.Visitor();
            return (await browser.SubmitAsync("/register", Filled("name", "Twice", "twice@example.org"))).Status;
        }));

        Assert.Single(tries, HttpStatusCode.SeeOther);
        Assert.All(
            tries, status => Assert.True(status is HttpStatusCode.SeeOther or HttpStatusCode.UnprocessableEntity, status.ToString()));
        Assert.Equal(1, await app.WithAsync<AppDb, int>(db => db.Members.CountAsync(m => m.Name == "Twice")));
    }

    [Fact]
    public async Task Gives_nobody_more_than_an_account()
    {
        using var browser = app.Visitor();
        var page = await browser.GetAsync("/register");
        var form = page.Document.Forms.Single(f => f.QuerySelector("[name=email]") is not null);
        var fields = form.QuerySelectorAll("input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        foreach (var (name, value) in Filled("name", "Mallory at the door", "mallory@example.org"))
            fields[name] = (string)value;
        foreach (var extra in new[] { "owner", "Owner", "isOwner", "IsOwner", "role", "memberId", "id" })
            fields[extra] = "true";

        (await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/register") { Content = new FormUrlEncodedContent(fields) }))
            .ShouldBe(HttpStatusCode.SeeOther);

        Assert.False(await app.WithAsync<AppDb, bool>(db => db.Members.Where(m => m.Name == "Mallory at the door").Select(m => m.IsOwner).SingleAsync()));
    }
}
